"""What pages and papers say of minutes: what is known beside the words, where they stand, and what can be done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask import url_for

from riskpanel import access, db
from riskpanel.access import User, may
from riskpanel.actions import Action
from riskpanel.documents.blocks import Block, Document, Facts, Heading, Marks, NewPart, Paragraph
from riskpanel.minutes import queries
from riskpanel.minutes.headings import APART, EVERY, HEADINGS, Topic, headings_of
from riskpanel.minutes.known import known_rows
from riskpanel.panel.agenda import knows, when_words
from riskpanel.panel.models import AgendaItem, Meeting
from riskpanel.panel.quorum import listed
from riskpanel.web.filters import datetime_words, sentence, time_words
from riskpanel.web.sections import Line, Section, adds_to
from riskpanel.workflow import MINUTES

Rows = Iterable[tuple[str, str | list[str]]]
SUMMARY = "Minutes are a summary. They are not every word that was said."
NOT_WRITTEN = "Nothing has been written here."


def told_rows(item: AgendaItem) -> list[tuple[str, list[str]]]:
    """The same as they were when the minutes were signed, once they have been."""
    kept = item.minuted.known if item.minuted.state == "signed" else []
    return [(label, list(words)) for label, words in kept] or known_rows(item)


def told_apart(item: AgendaItem) -> str:
    """That a part was heard without the person, and how they are told of it; empty when there was none."""
    if not item.private_minutes:
        return ""
    name = item.referral.person.known_as
    told = f" {name} is told so: {item.private_told}" if item.private_told else ""
    return f"A part of this case was heard without {name}, and is minuted apart.{told}"


def sections(item: AgendaItem, user: User) -> list[tuple[str, str, str]]:
    """The headings this user may read, with what stands under each: (key, title, words)."""
    shown: Mapping[str, Topic] = {**HEADINGS, **(APART if reads_apart(item, user) else {})}
    return [(key, section.title, getattr(item.minuted, key)) for key, section in shown.items()
            if key in headings_of(item)]


def reads_apart(item: AgendaItem, user: User) -> bool:
    """What was heard apart is for those who sat for the case."""
    return access.reads_papers(user, item)


# ---- Where they stand

def stands(item: AgendaItem) -> list[str]:
    """Where the minutes stand, in sentences: who has read them, what they would correct, who has yet to say."""
    minuted = item.minuted
    if minuted.state == "signed" and minuted.signed_by:
        return [f"Signed by {minuted.signed_by.name}, {datetime_words(minuted.signed_at)}, and locked."]
    told = [f"{MINUTES.states[minuted.state]}."]
    return [*told, *_said(item)] if minuted.state == "with-members" else told


def _said(item: AgendaItem) -> Iterator[str]:
    latest = item.minuted.latest_readings
    for one in latest.values():
        later = "" if one.turn == item.minuted.turn else " The text has changed since."
        yield f"{one.by.name}: {sentence('they are right' if one.agreed else one.correct)}{later}"
    silent = [one.called for one in item.meeting.sitting if one.came == "yes" and one.part != "minute-taker"
              and one.user_id not in {*latest, *item.interested_ids}]
    if silent:
        yield f"Yet to say whether they are right: {listed(silent)}."


def offers(item: AgendaItem, user: User) -> list[dict[str, Any]]:
    """What this user can do with the minutes where they stand."""
    steps = (
        ("Write the minutes", "minutes.write", "href", Action.TAKE_MINUTES),
        ("Send to the members who were there", "minutes.send", "action", Action.SEND_MINUTES),
        ("Say whether they are right", "minutes.say", "href", Action.READ_MINUTES),
        ("Sign the minutes", "minutes.sign", "href", Action.SIGN_MINUTES),
        ("Add a correction", "minutes.correct", "href", Action.CORRECT_MINUTES),
    )
    return [{"text": text, how: url_for(endpoint, item_id=item.id)} for text, endpoint, how, action in steps
            if MINUTES.allows(action, item.minuted.state) and may(user, action, item)]


def earlier(item: AgendaItem) -> list[dict[str, Any]]:
    """Every text saved before, newest first: until when it stood, who had written it, its words by heading."""
    named = {str(one.user_id): one.called for one in item.meeting.attendances}
    text = {key: getattr(item.minuted, key) for key in (*EVERY, "written_by_id")}
    told = []
    for one in db.earlier_versions(item.minuted):
        before = {key: one.values.get(key, now) for key, now in text.items()}
        words = [(EVERY[key].title, before[key]) for key in EVERY if before[key]]
        if words and words != [(EVERY[key].title, text[key]) for key in EVERY if text[key]]:
            told.append({"until": datetime_words(one.kept_at), "by": named.get(str(before["written_by_id"])),
                         "words": words})
        text = before
    return told


def typing_words(others: Sequence[tuple[str, Any]]) -> str:
    """Who else is typing here, and since when nothing of theirs was saved."""
    told = [f"{name}, {time_words(at)}" for name, at in others]
    return f"Typing here too: {listed(told)}." if told else "Nobody else is typing here."


@adds_to("afterwards")
def left_of_minutes(meeting: Meeting, user: User) -> Iterator[Section]:
    """The minutes still to be written, read or signed, of the cases that were heard."""
    heard = [one for one in meeting.items if one.state == "heard" and knows(user, one)]
    states = queries.unsigned_of(heard)
    left = tuple(Line(f"{one.referral.reference}: minutes", url_for("minutes.minutes", item_id=one.id),
                      MINUTES.states[states[one.id]], f"{one.led_by.name} signs them")
                 for one in heard if one.id in states)
    yield Section("Minutes", left, empty="All minutes are signed and locked." if heard else "No case was heard.")


# ---- As a document

def document(meeting: Meeting, items: Sequence[AgendaItem], user: User, authority: str) -> Document:
    """The minutes of these cases: each on pages of its own that carry that person's reference and the meeting's."""
    one = items[0].referral.person.reference if len(items) == 1 else ""
    reference = f"{meeting.reference}, {one}" if one else meeting.reference
    blocks = [block for item in items for block in _case(item, user, alone=len(items) == 1)]
    return Document(f"Minutes: {meeting.team.name}, {when_words(meeting)}", tuple(blocks),
                    Marks(authority, reference, user.name if hasattr(user, "name") else ""))


def _case(item: AgendaItem, user: User, *, alone: bool) -> Iterator[Block]:
    person = item.referral.person
    if not alone:
        yield NewPart(f"{item.meeting.reference}, {person.reference}", item.referral.reference)
    yield Heading(f"{person.known_as}, {item.referral.reference}")
    yield Paragraph(" ".join([SUMMARY, *stands(item)[:1]]))
    yield Facts(tuple((label, "\n".join(words)) for label, words in told_rows(item)))
    if told_apart(item):
        yield Paragraph(told_apart(item))
    for _key, title, words in sections(item, user):
        yield Heading(title, 3)
        yield Paragraph(words or NOT_WRITTEN)
    yield from _corrections(item, user)


def _corrections(item: AgendaItem, user: User) -> Iterator[Block]:
    shown = [one for one in item.minuted.corrections if one.heading not in APART or reads_apart(item, user)]
    if shown:
        yield Heading("Corrections since", 3)
    for one in shown:
        yield Facts(((EVERY[one.heading].title, f"Now reads: {one.now_reads}"), ("Because", one.because),
                     ("By", f"{one.by.name}, {datetime_words(one.at)}")))
