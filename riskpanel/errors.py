"""The errors riskpanel raises on purpose; each is a sentence for the person who must act on it."""

from collections.abc import Mapping, Sequence
from typing import Any


class RiskPanelError(Exception):
    """Something the user can understand and mend. `said` is shown to them."""

    status = 400
    title = "There is a problem"

    def __init__(self, said: str, *, kept: str = "", next_steps: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(said)
        self.said = said
        self.kept = kept
        self.next_steps = list(next_steps)


class Refused(RiskPanelError):
    """The user may not do this. Recorded in the trail."""

    status = 403
    title = "You cannot do this"

    def __init__(self, said: str, *, action: str = "", subject: Any = None) -> None:
        super().__init__(said, kept="Nothing has been changed.")
        self.action = action
        self.subject = subject


class NotFound(RiskPanelError):
    """There is no such thing, or it is not this user's to see: the page says the same for both."""

    status = 404
    title = "Page not found"

    def __init__(self, said: str = "This page does not exist, or it is not one you can see.") -> None:
        super().__init__(said, kept="Nothing has been changed.")


class NotNow(RiskPanelError):
    """The thing is not in a state where this can be done."""

    status = 409
    title = "This cannot be done now"


class Incomplete(RiskPanelError):
    """What was sent makes sense but something is missing. `gaps` are the sentences that say what."""

    status = 422
    title = "This is not ready yet"

    def __init__(self, said: str, gaps: Sequence[str] = (), **more: Any) -> None:
        super().__init__(said, **more)
        self.gaps = list(gaps)


class Conflict(RiskPanelError):
    """Somebody else saved the same thing first. Carries both versions; nothing is lost.

    `fields` is a list of (label, theirs, yours) in words; `who` and `when` say whose version stands.
    """

    status = 409
    title = "Somebody else changed this while you were working on it"

    def __init__(self, fields: Sequence[tuple[str, str, str]], *, who: str = "", when: str = "") -> None:
        super().__init__("Both versions are below, the newer first. Choose one, or join them.",
                         kept="What you typed is kept on this page.")
        self.fields = list(fields)
        self.who = who
        self.when = when


class Unrecorded(RuntimeError):
    """A change was about to be saved without a trail event. This is a fault in the program."""


class Misconfigured(RuntimeError):
    """riskpanel cannot start; the sentence says what to set."""
