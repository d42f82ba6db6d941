"""A case's papers as they were put together, and numbered copies of them."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_papers",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("parts", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_case_papers_item_id_agenda_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_papers")),
    )
    op.create_index(op.f("ix_case_papers_item_id"), "case_papers", ["item_id"])
    op.create_table(
        "pack_copy",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("papers_ids", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=True),
        sa.Column("back_how", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(user_id IS NULL) <> (item_id IS NULL)",
                           name=op.f("ck_pack_copy_for_one_who_sits_or_for_one_case")),
        sa.CheckConstraint("(back_on IS NULL) = (back_how = '')", name=op.f("ck_pack_copy_back_has_its_day")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_pack_copy_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_pack_copy_user_id_user_account")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_pack_copy_item_id_agenda_item")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user_account.id"], name=op.f("fk_pack_copy_made_by_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_copy")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_pack_copy_meeting_id")),
    )
    for column in ("user_id", "item_id"):
        op.create_index(op.f(f"ix_pack_copy_{column}"), "pack_copy", [column])


def downgrade() -> None:
    op.drop_table("pack_copy")
    op.drop_table("case_papers")
