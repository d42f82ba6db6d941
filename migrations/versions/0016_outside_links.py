"""Links for answers from outside; whom an answer says can be spoken to; answers that no colleague wrote down."""

import sqlalchemy as sa
from alembic import op

from riskpanel.db import keyring

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outside_link",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_name", sa.LargeBinary(), nullable=False),
        sa.Column("recipient_address", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("response_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state IN ('made', 'opened', 'proved', 'answered', 'locked', 'revoked')",
                           name=op.f("ck_outside_link_state")),
        sa.CheckConstraint("state NOT IN ('made', 'opened') OR code_hash <> ''",
                           name=op.f("ck_outside_link_waiting_has_code")),
        sa.CheckConstraint("state <> 'proved' OR (key_hash <> '' AND code_hash = '')",
                           name=op.f("ck_outside_link_proved_has_key")),
        sa.CheckConstraint("state <> 'answered' OR response_id IS NOT NULL",
                           name=op.f("ck_outside_link_answered_has_answer")),
        *(sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_outside_link_{column}_{table}"))
          for column, table in (("challenge_id", "challenge"), ("person_id", "person"), ("turn_id", "turn"),
                                ("made_by_id", "user_account"), ("response_id", "response"),
                                ("message_id", "message"))),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_outside_link_token_hash")),
    )
    op.create_index(op.f("ix_outside_link_turn_id"), "outside_link", ["turn_id"])
    op.create_table(
        "outside_draft",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("fields", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["outside_link.id"], name=op.f("fk_outside_draft_link_id_outside_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_draft")),
        sa.UniqueConstraint("link_id", name=op.f("uq_outside_draft_link_id")),
    )
    op.create_table(
        "outside_tally",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_tally")),
        sa.UniqueConstraint("mark", "hour", name=op.f("uq_outside_tally_mark")),
    )
    _let_answers_say_more()


def _let_answers_say_more() -> None:
    """Earlier answers name nobody to speak to; each is sealed as empty with a nonce of its own."""
    op.add_column("response", sa.Column("speak_to", sa.LargeBinary(), nullable=True))
    response = sa.table("response", sa.column("id", sa.Uuid), sa.column("speak_to", sa.LargeBinary))
    for row in op.get_bind().execute(sa.select(response.c.id)).all():
        blank = keyring().seal("", "response.speak_to")
        op.execute(sa.update(response).where(response.c.id == row.id).values(speak_to=blank))
    with op.batch_alter_table("response") as batch:
        batch.alter_column("speak_to", existing_type=sa.LargeBinary(), nullable=False)
        batch.alter_column("recorded_by_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    op.drop_table("outside_tally")
    op.drop_table("outside_draft")
    op.drop_table("outside_link")
    op.execute("UPDATE response SET recorded_by_id = (SELECT raised_by_id FROM challenge "
               "WHERE challenge.id = response.challenge_id) WHERE recorded_by_id IS NULL")
    with op.batch_alter_table("response") as batch:
        batch.alter_column("recorded_by_id", existing_type=sa.Uuid(), nullable=False)
        batch.drop_column("speak_to")
