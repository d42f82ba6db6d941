"""Grounds and files of a challenge, evidence owed by a date, and versions of its letter."""

import sqlalchemy as sa
from alembic import op

from riskpanel.db import keyring

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Sealed columns that older rows get, and what they hold until somebody writes there.
SEALED = {
    "challenge": {"raised_for_beside": "", "letter_edits": "{}"},
    "evidence": {"found_at": "", "asked_of_name": ""},
}
SHORT = {"challenge": "alternative_is", "evidence": "how_shown"}
LENGTHS = {"alternative_is": 20, "how_shown": 12}


def upgrade() -> None:
    _columns()
    _fill()
    _attachment()
    _ground()
    _letter_version()


def _columns() -> None:
    for table, sealed in SEALED.items():
        with op.batch_alter_table(table) as batch:
            for name in sealed:
                batch.add_column(sa.Column(name, sa.LargeBinary(), nullable=True))
            length = LENGTHS[SHORT[table]]
            batch.add_column(sa.Column(SHORT[table], sa.String(length), nullable=False, server_default=""))
    with op.batch_alter_table("evidence") as batch:
        batch.add_column(sa.Column("asked_of_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch.create_foreign_key(op.f("fk_evidence_asked_of_id_user_account"), "user_account", ["asked_of_id"], ["id"])
        batch.create_index(op.f("ix_evidence_asked_of_id"), ["asked_of_id"])
        batch.create_index(op.f("ix_evidence_due_on"), ["due_on"])


def _fill() -> None:
    """Older rows get sealed empty words, each sealed by itself; then the columns must hold something."""
    connection = op.get_bind()
    for name, sealed in SEALED.items():
        table = sa.table(name, sa.column("id", sa.Uuid), *(sa.column(one, sa.LargeBinary) for one in sealed))
        for id in connection.scalars(sa.select(table.c.id)).all():
            empty = {one: keyring().seal(words, f"{name}.{one}") for one, words in sealed.items()}
            connection.execute(sa.update(table).where(table.c.id == id).values(empty))
        with op.batch_alter_table(name) as batch:
            for one in sealed:
                batch.alter_column(one, existing_type=sa.LargeBinary(), nullable=False)
            batch.alter_column(SHORT[name], existing_type=sa.String(LENGTHS[SHORT[name]]), server_default=None)


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["user_account.id"],
                                name=op.f("fk_attachment_added_by_id_user_account")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_attachment_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_evidence_id"), "attachment", ["evidence_id"])


def _ground() -> None:
    op.create_table(
        "ground",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('principle', 'finding')", name=op.f("ck_ground_kind")),
        sa.ForeignKeyConstraint(["added_by_id"], ["user_account.id"], name=op.f("fk_ground_added_by_id_user_account")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_ground_challenge_id_challenge")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ground")),
    )
    op.create_index(op.f("ix_ground_challenge_id"), "ground", ["challenge_id"])


def _letter_version() -> None:
    op.create_table(
        "letter_version",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(length=60), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"],
                                name=op.f("fk_letter_version_challenge_id_challenge")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user_account.id"],
                                name=op.f("fk_letter_version_made_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_version")),
        sa.UniqueConstraint("challenge_id", "number", name=op.f("uq_letter_version_challenge_id")),
    )
    op.create_index(op.f("ix_letter_version_challenge_id"), "letter_version", ["challenge_id"])


def downgrade() -> None:
    for table in ("letter_version", "ground", "attachment"):
        op.drop_table(table)
    with op.batch_alter_table("evidence") as batch:
        batch.drop_index(op.f("ix_evidence_due_on"))
        batch.drop_index(op.f("ix_evidence_asked_of_id"))
        batch.drop_constraint(op.f("fk_evidence_asked_of_id_user_account"), type_="foreignkey")
        for name in ("asked_of_id", "due_on"):
            batch.drop_column(name)
    for table, sealed in SEALED.items():
        with op.batch_alter_table(table) as batch:
            for name in (*sealed, SHORT[table]):
                batch.drop_column(name)
