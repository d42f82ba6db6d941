"""One case as a panel reads it: a page that says what matters, then what it rests on, part by part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from riskpanel.assessments.models import Assessment
from riskpanel.challenges.ladder import stage
from riskpanel.challenges.letter import document_of, thawed
from riskpanel.challenges.models import Challenge, Evidence, Response
from riskpanel.challenges.words import ANSWERS, BASES, DIRECTIONS, SHOWN
from riskpanel.decisions.forms import STANCES, VOICES
from riskpanel.decisions.models import Decision, View
from riskpanel.decisions.voices import STANDS, differences, questions
from riskpanel.documents.blocks import Block, Facts, Heading, Listing, Paragraph, Quotation
from riskpanel.packs.records import record_blocks
from riskpanel.panel.agenda import needs, voice_words, voices
from riskpanel.panel.models import AgendaItem
from riskpanel.people.pages import speaks
from riskpanel.referrals.forms import TAKING_PART
from riskpanel.referrals.gathering import their_words
from riskpanel.referrals.models import Contribution
from riskpanel.referrals.pages import overseen
from riskpanel.referrals.sent import by_whom, rows
from riskpanel.web.filters import date_words

Rows = Iterable[tuple[str, str]]
FOR_THOSE_WHO_SIT = "sitting:"
ON_SCREEN = {"File": "{} (opened on screen, with the papers of this case)"}


@dataclass(frozen=True)
class Part:
    """One part of a case: the key by which it may be kept from a reader, its title, and what it says."""

    key: str
    title: str
    blocks: tuple[Block, ...]

    def told(self) -> dict[str, Any]:
        return {"key": self.key, "title": self.title, "blocks": [block.told() for block in self.blocks]}


def parts(item: AgendaItem, records: Sequence[Assessment]) -> list[Part]:
    """The whole case, its one-page summary first."""
    challenge = item.referral.challenge
    told = [Part("summary", "Summary", tuple(_summary(item, records))),
            Part("sent", "Sent to the panel", tuple(_sent(one for one in item.referral.sent if not one.apart))),
            Part(f"{FOR_THOSE_WHO_SIT}sent", "Sent for those who sit alone",
                 tuple(_sent(one for one in item.referral.sent if one.apart))),
            Part("referral", "How it came to the panel", tuple(_referral(item))),
            Part("views", "What each voice says", tuple(_views(item.referral.decision)))]
    told += [Part(f"record:{one.questionnaire}", one.frozen["title"], tuple(record_blocks(one)))
             for one in records if one.frozen]
    if challenge:
        told.append(Part("challenge", "The challenge", tuple(_challenge(challenge))))
    return [part for part in told if part.blocks]


def facts(rows: Rows) -> Iterator[Facts]:
    """The rows that say something, if any do."""
    told = tuple((label, words) for label, words in rows if words)
    if told:
        yield Facts(told)


# ---- The summary: one page in the ordinary case

def _summary(item: AgendaItem, records: Sequence[Assessment]) -> Iterator[Block]:
    referral, decision = item.referral, item.referral.decision
    yield from _own_words(decision)
    yield from facts((
        ("The question for the panel", referral.question),
        ("What the panel is not asked to do", referral.not_asked),
        ("The decision", decision.sentence),
        ("Who decides", f"{decision.who_decides}. The panel advises; the decision stays with them."),
        ("Needed by", date_words(decision.needed_by)),
        ("If nothing is decided", decision.if_nothing),
        ("Meanwhile", referral.interim_plan or decision.interim_plan),
    ))
    yield from _options(records)
    yield from facts((
        ("What is agreed", _agreed(decision)),
        ("What is not", "\n".join(_apart(decision))),
        ("What the capacity record says", _capacity(records)),
        ("How they take part", TAKING_PART.get(referral.taking_part, "")),
        ("What they need", "\n".join(needs(item))),
        ("Gaps", "\n".join([*referral.gaps, *filter(None, [referral.gaps_reason]), *_missing(item, records)])),
    ))


def _sent(sent: Iterable[Contribution]) -> Iterator[Block]:
    """What each sent, under their name. A file is named: it is opened on screen, beside the papers."""
    for one in sent:
        yield Heading(by_whom(one), 4)
        yield from facts((row["key"], ON_SCREEN.get(row["key"], "{}").format(row["value"])) for row in rows(one))


def _referral(item: AgendaItem) -> Iterator[Block]:
    """What went before, and who may be heard."""
    referral = item.referral
    yield from facts((
        ("Referred by", f"{referral.referred_by.name}, {referral.referred_by.job}"),
        ("What has been tried", referral.tried),
        ("Why it did not settle", referral.not_settled or ""),
        ("Legal advice", referral.legal_advice or ""),
        ("Looked at before it went", overseen(referral)),
        ("Who disagrees about what", referral.disagreement),
        ("Who may speak for them", "\n".join(speaks(referral.person))),
        ("Who was asked to come or to send word", "\n".join(voice_words(one) for one in voices(item))),
    ))


def _own_words(decision: Decision) -> Iterator[Block]:
    name, words = decision.person.known_as, their_words(decision)
    if words:
        yield Quotation(words.strip("“”"), name)
    else:
        yield Paragraph(f"What {name} says about this is not recorded. Ask why, and who will ask {name}.")


def _options(records: Sequence[Assessment]) -> Iterator[Block]:
    """The options by name alone; the records set them side by side."""
    for record in records:
        for group in _groups(record):
            if group["id"] == "options" and group["entries"]:
                yield Listing(tuple(entry["name"] for entry in group["entries"]),
                              lead=f"The options ({(record.frozen or {})['title']})")


def _groups(record: Assessment) -> Iterator[Mapping[str, Any]]:
    for section in (record.frozen or {}).get("sections", []):
        yield from section["answers"]


def _agreed(decision: Decision) -> str:
    agree = [line for line in differences(decision) if line.startswith(f"{STANCES['agrees']}:")]
    return "\n".join([f"{STANDS[decision.agreement]}.", *agree, *filter(None, [decision.agreement_reasons])])


def _apart(decision: Decision) -> list[str]:
    return [line for line in differences(decision) if not line.startswith(f"{STANCES['agrees']}:")]


def _capacity(records: Sequence[Assessment]) -> str:
    """What the record concludes, in its own words, and whose conclusion it is."""
    record = next((one for one in records if one.questionnaire == "capacity"), None)
    if record is None or not record.frozen:
        return "No capacity record for this decision has been concluded. The law starts from capacity."
    said = next((one["answer"] for one in _groups(record) if one["id"] == "conclusion"), "")
    return f"{said}\nConcluded by {record.frozen['completed_by']}, {date_words(record.concluded_at)}."


LOOKED_FOR = {
    "positive-risk": "No positive-risk record has been concluded.",
    "support": "No record of support to decide has been concluded.",
}


def _missing(item: AgendaItem, records: Sequence[Assessment]) -> list[str]:
    """What a panel would look for and will not find."""
    there, decision = {one.questionnaire for one in records}, item.referral.decision
    gone = [words for name, words in LOOKED_FOR.items() if name not in there and name not in decision.not_applicable]
    own = [] if decision.persons_view else [f"{decision.person.known_as}’s own view is not recorded as a view."]
    return [*own, *gone]


# ---- Views

def _views(decision: Decision) -> Iterator[Block]:
    """Each voice under a heading of its own, the person's first, with the same questions."""
    for view in sorted(decision.views, key=lambda one: one.voice != "person"):
        yield Heading(_voice(view), 4)
        answers = {name: getattr(view, name) for name in questions()} | {"stance": STANCES[view.stance]}
        yield Facts(tuple((words, answers[name] or "Not recorded") for name, words in questions().items()))


def _voice(view: View) -> str:
    name = view.person.known_as if view.voice == "person" else view.name
    return f"{name}, {VOICES[view.voice].lower()}"


# ---- The challenge: the letter as it was sent, each answer, and what was asked for and not shown

def _challenge(challenge: Challenge) -> Iterator[Block]:
    yield from facts((
        ("What it says", DIRECTIONS.get(challenge.direction, "")),
        ("Raised by", f"{challenge.raised_by.name}, {challenge.raised_by.job}"),
    ))
    yield from _letter(challenge)
    for response in challenge.responses:
        yield Heading(f"Answer, {stage(response.stage).title.lower()}, {date_words(response.given_at)}", 4)
        yield from facts(_answer(response))
    if not challenge.responses:
        yield Paragraph("It has not been answered.")
    yield from _evidence(challenge)


def _letter(challenge: Challenge) -> Iterator[Block]:
    """The letter in the words in which it was sent."""
    if not challenge.letter:
        return
    letter = thawed(challenge.letter)
    yield Heading(f"The letter, {letter.written}", 4)
    yield Paragraph(letter.subject, lead=f"To {letter.to}.")
    yield from document_of(letter, challenge, "").blocks


def _answer(response: Response) -> Rows:
    return (("By", response.who), ("Answer", ANSWERS.get(response.answer, response.answer)),
            ("Reasons", response.reasons), ("Evidence given", response.evidence_given))


def _evidence(challenge: Challenge) -> Iterator[Block]:
    if challenge.claims:
        yield Listing(tuple(map(_claim, challenge.claims)), lead="What the challenge rests on")
    if challenge.requests:
        yield Listing(tuple(map(_request, challenge.requests)), lead="What was asked to be shown")


def _claim(one: Evidence) -> str:
    files = ", ".join(f"“{file.name}” is in the record" for file in one.files)
    basis = BASES.get(one.basis, "").partition(":")[0].lower()
    details = "; ".join(part for part in (one.source, date_words(one.dated_on), basis, files) if part)
    return f"{one.claim} ({details})" if details else one.claim


def _request(one: Evidence) -> str:
    """What was asked for, and how it ended: a gap is told as one."""
    if one.how_shown:
        ended = ": ".join(part for part in (SHOWN[one.how_shown], one.shown) if part)
        return f"{one.claim}\n{ended} ({date_words(one.shown_on)})"
    due = f" It was asked for by {date_words(one.due_on)}." if one.due_on else ""
    return f"{one.claim}\nNot shown.{due}"
