"""A view of the queue that a colleague has named, to come back to."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from riskpanel.db import Base, now, sealed


class SavedView(Base):
    """The filters and the order of the queue under a name of one colleague's own; nobody else sees it."""

    __tablename__ = "saved_view"
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    name: Mapped[str] = sealed("saved_view.name")
    choices: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    saved_at: Mapped[datetime] = mapped_column(default=now)
