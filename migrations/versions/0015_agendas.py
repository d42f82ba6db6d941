"""Specialism and agency of colleagues; breaks, parts kept apart and arrangements on an agenda; why not settled."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SEALED = ("private_why", "private_told", "arranged")
MINUTES = ("break_minutes", "private_minutes")


def upgrade() -> None:
    with op.batch_alter_table("user_account") as batch:
        for name in ("specialism", "agency"):
            batch.add_column(sa.Column(name, sa.String(60), nullable=False, server_default=""))
    with op.batch_alter_table("referral") as batch:
        batch.add_column(sa.Column("not_settled", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("agenda_item") as batch:
        for name in SEALED:
            batch.add_column(sa.Column(name, sa.LargeBinary(), nullable=True))
        for name in MINUTES:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("assessor_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_agenda_item_assessor_id_user_account"), "user_account", ["assessor_id"],
                                 ["id"])
    _no_defaults()


def _no_defaults() -> None:
    """What older rows were filled with is not what the database gives a new one: the models do."""
    for table, names in (("user_account", ("specialism", "agency")), ("agenda_item", MINUTES)):
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("agenda_item") as batch:
        batch.drop_constraint(op.f("fk_agenda_item_assessor_id_user_account"), type_="foreignkey")
        for name in ("assessor_id", *MINUTES, *SEALED):
            batch.drop_column(name)
    with op.batch_alter_table("referral") as batch:
        batch.drop_column("not_settled")
    with op.batch_alter_table("user_account") as batch:
        for name in ("agency", "specialism"):
            batch.drop_column(name)
