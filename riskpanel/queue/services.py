"""Writing saved views of the queue: the only writer."""

from collections.abc import Mapping

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.errors import NotNow
from riskpanel.queue.models import SavedView
from riskpanel.queue.queries import saved_views
from riskpanel.users.models import User

MOST_VIEWS = 12


def save_view(name: str, choices: Mapping[str, str], *, by: User) -> SavedView:
    """Keep these filters under a name; a view of the same name is replaced. Raises NotNow when there are too many."""
    require(by, Action.SAVE_VIEW)
    views = saved_views(by)
    view = next((one for one in views if one.name.casefold() == name.casefold()), None)
    if view is None and len(views) >= MOST_VIEWS:
        raise NotNow(f"You have {MOST_VIEWS} saved views. Remove one before you save another.")
    view = view or SavedView(user_id=by.id)
    view.name, view.choices = name, dict(choices)
    db.session.add(view)
    trail.record(Action.SAVE_VIEW, view, by=by)
    return view


def remove_view(view: SavedView, *, by: User) -> None:
    """Remove a saved view; the queue itself is as it was."""
    require(by, Action.SAVE_VIEW)
    trail.record(Action.SAVE_VIEW, view, by=by, removed=True)
    db.session.delete(view)
