"""Indexes that the lists of challenges are read from, a page at a time."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LISTED_BY = ["decision_id", "direction", "stage", "outcome", "urgent"]


def upgrade() -> None:
    op.create_index("ix_challenge_by_due", "challenge", ["state", "answer_due_on", "id", "person_id", *LISTED_BY])
    op.create_index("ix_challenge_by_newest", "challenge", ["state", "raised_at", "id", "person_id", *LISTED_BY])
    op.create_index("ix_challenge_by_person", "challenge",
                    ["person_id", "state", "answer_due_on", "raised_at", "id", *LISTED_BY])
    op.drop_index(op.f("ix_challenge_person_id"), table_name="challenge")
    op.create_index(op.f("ix_ground_rule"), "ground", ["rule"])
    op.create_index(op.f("ix_person_restricted"), "person", ["restricted"])


def downgrade() -> None:
    op.drop_index(op.f("ix_person_restricted"), table_name="person")
    op.drop_index(op.f("ix_ground_rule"), table_name="ground")
    op.create_index(op.f("ix_challenge_person_id"), "challenge", ["person_id"])
    op.drop_index("ix_challenge_by_person", table_name="challenge")
    op.drop_index("ix_challenge_by_newest", table_name="challenge")
    op.drop_index("ix_challenge_by_due", table_name="challenge")
