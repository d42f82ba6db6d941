"""The trail can only grow: the database itself refuses to change or remove an event."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ORIGIN = "0" * 64
VERBS = ("update", "delete")

SQLITE = """
CREATE TRIGGER trail_event_no_{verb} BEFORE {verb} ON trail_event
BEGIN SELECT RAISE(ABORT, 'the trail can only grow'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION trail_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the trail can only grow'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER trail_event_no_{verb} BEFORE {verb} ON trail_event
FOR EACH ROW EXECUTE FUNCTION trail_event_refuse()
"""


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def upgrade() -> None:
    head = sa.table("trail_head", sa.column("id", sa.Uuid), sa.column("seq", sa.Integer), sa.column("mac", sa.String))
    op.bulk_insert(head, [{"id": uuid.uuid4(), "seq": 0, "mac": ORIGIN}])
    if not is_sqlite():
        op.execute(POSTGRESQL_FUNCTION)
    for verb in VERBS:
        op.execute((SQLITE if is_sqlite() else POSTGRESQL).format(verb=verb))


def downgrade() -> None:
    for verb in VERBS:
        op.execute(f"DROP TRIGGER trail_event_no_{verb}" + ("" if is_sqlite() else " ON trail_event"))
    if not is_sqlite():
        op.execute("DROP FUNCTION trail_event_refuse()")
    op.execute("DELETE FROM trail_head")
