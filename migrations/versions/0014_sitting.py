"""The sitting: who chairs a case, who has left, hearings, private views, comings and goings, late words."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = ("late_advice", "reopening", "movement", "private_view", "voice_heard", "hearing")


def id_of(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def words(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def keyed(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def upgrade() -> None:
    with op.batch_alter_table("agenda_item") as batch:
        batch.add_column(id_of("deputy_id", nullable=True))
        batch.create_foreign_key(op.f("fk_agenda_item_deputy_id_user_account"), "user_account", ["deputy_id"], ["id"])
    with op.batch_alter_table("attendance") as batch:
        batch.add_column(instant("left_at", nullable=True))
        batch.add_column(instant("stood_down_at", nullable=True))
    _hearings()
    _views()
    _comings_and_goings()


def _hearings() -> None:
    op.create_table(
        "hearing", id_of("item_id"), instant("started_at", nullable=True), instant("ended_at", nullable=True),
        instant("views_opened_at", nullable=True), instant("without_advice_at", nullable=True), id_of("id"),
        refers("hearing", "item_id", "agenda_item"), keyed("hearing"),
        sa.UniqueConstraint("item_id", name=op.f("uq_hearing_item_id")))
    op.create_table(
        "voice_heard", id_of("hearing_id"), id_of("attendance_id"), instant("heard_at"), id_of("id"),
        refers("voice_heard", "hearing_id", "hearing"), refers("voice_heard", "attendance_id", "attendance"),
        keyed("voice_heard"),
        sa.UniqueConstraint("hearing_id", "attendance_id", name=op.f("uq_voice_heard_hearing_id")))


def _views() -> None:
    op.create_table(
        "private_view", id_of("item_id"), id_of("user_id"), sa.Column("turn", sa.Integer(), nullable=False),
        words("leans"), words("why"), words("asks"), instant("filed_at"),
        sa.Column("after_opening", sa.Boolean(), nullable=False), id_of("id"),
        sa.Column("version", sa.Integer(), nullable=False),
        refers("private_view", "item_id", "agenda_item"), refers("private_view", "user_id", "user_account"),
        keyed("private_view"),
        sa.UniqueConstraint("item_id", "user_id", "turn", name=op.f("uq_private_view_item_id")))
    op.create_index(op.f("ix_private_view_user_id"), "private_view", ["user_id"])
    op.create_table(
        "late_advice", id_of("item_id"), id_of("by_id"), words("words"), instant("kept_at"), id_of("id"),
        refers("late_advice", "item_id", "agenda_item"), refers("late_advice", "by_id", "user_account"),
        keyed("late_advice"))
    op.create_index(op.f("ix_late_advice_item_id"), "late_advice", ["item_id"])


def _comings_and_goings() -> None:
    op.create_table(
        "movement", id_of("meeting_id"), id_of("attendance_id"),
        sa.Column("what", sa.String(length=12), nullable=False), words("reason"), id_of("noted_by_id"),
        instant("moved_at"), id_of("id"),
        sa.CheckConstraint("what IN ('arrived', 'left', 'absent', 'stood-down')", name=op.f("ck_movement_what")),
        refers("movement", "meeting_id", "meeting"), refers("movement", "attendance_id", "attendance"),
        refers("movement", "noted_by_id", "user_account"), keyed("movement"))
    op.create_index(op.f("ix_movement_meeting_id"), "movement", ["meeting_id"])
    op.create_table(
        "reopening", id_of("meeting_id"), instant("closed_before_at"), words("reason"), id_of("by_id"),
        instant("reopened_at"), id_of("id"), refers("reopening", "meeting_id", "meeting"),
        refers("reopening", "by_id", "user_account"), keyed("reopening"))
    op.create_index(op.f("ix_reopening_meeting_id"), "reopening", ["meeting_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("attendance") as batch:
        batch.drop_column("stood_down_at")
        batch.drop_column("left_at")
    with op.batch_alter_table("agenda_item") as batch:
        batch.drop_constraint(op.f("fk_agenda_item_deputy_id_user_account"), type_="foreignkey")
        batch.drop_column("deputy_id")
