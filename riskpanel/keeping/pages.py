"""What the pages of changes of law say: what changed, which records that touches, whose they are and by when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from riskpanel.access import SEES_EVERY_TEAM, User, may
from riskpanel.actions import Action
from riskpanel.assessments.models import Assessment
from riskpanel.calendar import due_words
from riskpanel.clock import ENGLAND, today
from riskpanel.keeping import queries, sweep
from riskpanel.keeping.models import AFRESH, Reconsideration
from riskpanel.keeping.sweep import Touch, Touched
from riskpanel.rulebook.changes import LawChange
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words

PAGE = 25
HOW = {
    "words": "its words cite it",
    "question": "it answers questions that rest on it",
    "finding": "a finding on it rests on it",
}
PLACES = (
    ("Every check", "keeping.catalogue", Action.SEE_RULES),
    ("Try a record", "keeping.attempt", Action.TRY_RULES),
    ("Panels", "terms.index", Action.READ_GUIDANCE),
    ("Coverage", "keeping.coverage", Action.SEE_RULES),
    ("Changes of law", "keeping.law_changes", Action.SEE_LAW_CHANGES),
)


def places(user: User, here: str) -> list[dict[str, Any]]:
    """The pages for those who keep the rules, the present one marked; nothing for those who have only one of them."""
    found = [{"text": text, "href": url_for(endpoint), "here": endpoint == here}
             for text, endpoint, action in PLACES if may(user, action)]
    return found if len(found) > 1 else []


def sees_all(user: User) -> bool:
    """Does this user see the records of others on the list, or only their own?"""
    return bool(user.roles & SEES_EVERY_TEAM)


# ---- Changes


@dataclass(frozen=True)
class Ruling:
    """What changed on one day by one source: each source it touches, with what changed."""

    title: str
    on: date
    changes: tuple[LawChange, ...]


def rulings(changes: Iterable[LawChange]) -> list[Ruling]:
    """Changes that came on one day of one cause, told together."""
    together: dict[tuple[date, str], list[LawChange]] = {}
    for change in changes:
        together.setdefault((change.on, change.by.title if change.by else change.source.title), []).append(change)
    return [Ruling(title, on, tuple(listed)) for (on, title), listed in together.items()]


# ---- The list


@dataclass(frozen=True)
class Reason:
    """One change that touches a record, in words: which source, when, what changed, how the record leans on it."""

    title: str
    on: date
    what: str
    how: str


@dataclass(frozen=True)
class Line:
    """One record on the list."""

    record: Assessment
    title: str
    href: str
    stands: str
    law: str
    reasons: tuple[Reason, ...]
    asks: tuple[str, ...]
    owner: str
    due: str
    look: str


def title_of(record: Assessment) -> str:
    """What a record is called; the name of its questions where they are no longer among the rules."""
    made_with = rules().questionnaires.get((record.questionnaire, record.questionnaire_version))
    return made_with.title if made_with else record.questionnaire


def line(found: Touched, record: Assessment, user: User) -> Line:
    """A record on the list, in words."""
    touches = sorted((touch for touch in found.touches if touch.waits), key=_order)
    return Line(
        record, title_of(record), url_for("assessments.overview", assessment_id=record.id), stands(record), law(record),
        tuple(_reason(touch) for touch in touches), tuple(dict.fromkeys(touch.change.ask for touch in touches)),
        owner(record), due(found),
        url_for("keeping.look_again", record_id=record.id) if may(user, Action.SETTLE_LAW_CHANGE, record) else "")


def _order(touch: Touch) -> tuple[bool, str]:
    """What the record's own words cite comes first."""
    return "words" not in touch.how, touch.change.source.title


def _reason(touch: Touch) -> Reason:
    how = ", and ".join(words for key, words in HOW.items() if key in touch.how)
    return Reason(touch.change.source.title, touch.change.on, touch.change.what, f"{how[0].upper()}{how[1:]}.")


def stands(record: Assessment) -> str:
    """Where a record stands, and since when."""
    if record.concluded_at:
        return f"Concluded on {date_words(record.concluded_at)}"
    return f"Still being written, since {date_words(record.started_at)}"


def law(record: Assessment) -> str:
    return f"Law as at {date_words(record.law_as_at)}"


def owner(record: Assessment) -> str:
    """Who answers for a record; where their account is closed, the MCA lead does."""
    one = record.owner
    named = ", ".join(part for part in (one.name, one.job) if part)
    return named if one.active else f"{named}. Their account is closed, so it falls to the MCA lead"


def due(found: Touched, day: date | None = None) -> str:
    """By when, and how long that is or was, in words."""
    words = due_words(found.due_on, day or today(), rules().bank_holidays)
    return f"{date_words(found.due_on)}: {words}"


def lines(found: list[Touched], user: User, number: int) -> list[Line]:
    """One page of the list; a record that has just been closed to this user is left out."""
    shown = found[PAGE * (number - 1):PAGE * number]
    records = queries.records((one.record_id for one in shown), user)
    return [line(one, records[one.record_id], user) for one in shown if one.record_id in records]


# ---- One record


def since_then(found: Touched, record: Assessment, reconsidered: Iterable[Reconsideration]) -> list[str]:
    """What has become of the law that a record relied on, and of the record, as sentences."""
    by_day: dict[date, list[Touch]] = {}
    for touch in sorted(found.touches, key=_order):
        by_day.setdefault(touch.change.on, []).append(touch)
    return [_since(day, touches, found, record) for day, touches in by_day.items()] + outcomes(reconsidered)


def _since(day: date, touches: list[Touch], found: Touched, record: Assessment) -> str:
    titles = _joined([touch.change.source.title for touch in touches])
    told = f"Since then the law that this record relied on has changed, on {date_words(day)}: {titles}."
    if record.state == "draft":
        told = f"The law behind what was answered here has changed, on {date_words(day)}: {titles}."
    if not any(touch.waits for touch in touches):
        return told
    return f"{told} This record is on the list to look at again, by {due(found)}."


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{'; '.join(words[:-1])}; and {words[-1]}"


def outcomes(reconsidered: Iterable[Reconsideration]) -> list[str]:
    """What was made of a record after a change of law, each time once."""
    return list(dict.fromkeys(outcome(one) for one in reconsidered))


def outcome(one: Reconsideration) -> str:
    """Who looked at a record again, when, and what they made of it."""
    who = f"{one.made_by.name} looked at this record again on {date_words(day_of(one.made_at))}"
    reason = f": {one.because}" if one.because else "."
    return f"{who}. {'A new record was started' if one.outcome == AFRESH else 'It still stands'}{reason}"


def day_of(instant: datetime) -> date:
    return instant.astimezone(ENGLAND).date()


def looked_at(rows: Iterable[Reconsideration], user: User) -> list[Mapping[str, Any]]:
    """What was made of records, each time once: a record that several changes touched was looked at once."""
    told: dict[tuple[Any, str], dict[str, Any]] = {}
    for one in rows:
        source = rules().sources.get(one.source)
        kept = told.setdefault((one.assessment_id, one.made_at.isoformat(timespec="seconds")), {
            "record": one.assessment, "title": title_of(one.assessment), "said": outcome(one), "after": [],
            "href": url_for("assessments.overview", assessment_id=one.assessment_id)})
        kept["after"].append(f"{source.title if source else one.source}, {date_words(one.changed_on)}")
    return list(told.values())


def waits(record: Assessment, user: Any) -> Touched | None:
    """The changes that touch a record, where any of them waits to be looked at."""
    found = sweep.of_record(record, user)
    return found if found and found.waits else None
