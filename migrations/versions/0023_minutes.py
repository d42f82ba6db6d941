"""Minutes with headings, said to be right by members, signed and locked; corrections beside them."""

import sqlalchemy as sa
from alembic import op

from riskpanel.db import keyring

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

HEADINGS = ("spoke", "said", "options", "law", "leans", "follow_up", "apart")
ITEM = sa.table("agenda_item", sa.column("id", sa.Uuid), sa.column("record", sa.LargeBinary))


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def instant(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "minutes",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in HEADINGS),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        instant("sent_at"), instant("signed_at"),
        sa.Column("signed_by_id", sa.Uuid(), nullable=True),
        sa.Column("known", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'with-members', 'signed')", name=op.f("ck_minutes_state")),
        sa.CheckConstraint("state = 'draft' OR sent_at IS NOT NULL", name=op.f("ck_minutes_sent_has_date")),
        sa.CheckConstraint("(state = 'signed') = (signed_at IS NOT NULL)", name=op.f("ck_minutes_signed_has_date")),
        refers("minutes", "item_id", "agenda_item"), refers("minutes", "written_by_id", "user_account"),
        refers("minutes", "signed_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("item_id", name=op.f("uq_minutes_item_id")),
    )
    _said_of_minutes()
    _carry()
    with op.batch_alter_table("agenda_item") as batch:
        batch.drop_column("record")


def _said_of_minutes() -> None:
    op.create_table(
        "minutes_reading",
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("correct", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        instant("said_at", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        refers("minutes_reading", "minutes_id", "minutes"), refers("minutes_reading", "by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_reading")),
    )
    op.create_index(op.f("ix_minutes_reading_minutes_id"), "minutes_reading", ["minutes_id"])
    op.create_table(
        "minutes_correction",
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        sa.Column("heading", sa.String(length=20), nullable=False),
        sa.Column("now_reads", sa.LargeBinary(), nullable=False),
        sa.Column("because", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        instant("corrected_at", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        refers("minutes_correction", "minutes_id", "minutes"), refers("minutes_correction", "by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_correction")),
    )
    op.create_index(op.f("ix_minutes_correction_minutes_id"), "minutes_correction", ["minutes_id"])


def _carry() -> None:
    """Every case gets its minutes; what had been written of it stands under What was said."""
    connection = op.get_bind()
    minutes = sa.table("minutes", *(sa.column(name) for name in ("state", "turn", "version")),
                       sa.column("id", sa.Uuid), sa.column("item_id", sa.Uuid),
                       *(sa.column(name, sa.LargeBinary) for name in (*HEADINGS, "known")))
    for id, record in connection.execute(sa.select(ITEM.c.id, ITEM.c.record)).all():
        written = keyring().open(record, "agenda_item.record")
        words = {name: keyring().seal(written if name == "said" else "", f"minutes.{name}") for name in HEADINGS}
        connection.execute(sa.insert(minutes).values(
            id=id, item_id=id, state="draft", turn=1 if written else 0, version=1,
            known=keyring().seal("[]", "minutes.known"), **words))


def downgrade() -> None:
    with op.batch_alter_table("agenda_item") as batch:
        batch.add_column(sa.Column("record", sa.LargeBinary(), nullable=True))
    connection = op.get_bind()
    minutes = sa.table("minutes", sa.column("item_id", sa.Uuid), sa.column("said", sa.LargeBinary))
    for id, said in connection.execute(sa.select(minutes.c.item_id, minutes.c.said)).all():
        written = keyring().seal(keyring().open(said, "minutes.said"), "agenda_item.record")
        connection.execute(sa.update(ITEM).where(ITEM.c.id == id).values(record=written))
    with op.batch_alter_table("agenda_item") as batch:
        batch.alter_column("record", existing_type=sa.LargeBinary(), nullable=False)
    for table in ("minutes_correction", "minutes_reading", "minutes"):
        op.drop_table(table)
