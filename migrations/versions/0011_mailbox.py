"""Questions to the MCA lead, their answers, and what is published of them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("general_question", sa.LargeBinary(), nullable=False),
        sa.Column("general_answer", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'answered', 'published')", name=op.f("ck_question_state")),
        sa.CheckConstraint("state = 'asked' OR answered_at IS NOT NULL", name=op.f("ck_question_answered_has_date")),
        sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL",
                           name=op.f("ck_question_published_has_date")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_question_decision_id_decision")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_question_person_id_person")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user_account.id"],
                                name=op.f("fk_question_asked_by_id_user_account")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["user_account.id"],
                                name=op.f("fk_question_answered_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("reference", name=op.f("uq_question_reference")),
    )
    for column in ("asked_by_id", "decision_id", "person_id", "state"):
        op.create_index(op.f(f"ix_question_{column}"), "question", [column])


def downgrade() -> None:
    op.drop_table("question")
