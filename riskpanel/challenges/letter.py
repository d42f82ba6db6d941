"""The letter: one courteous page composed from the answers, changed where somebody wishes, and kept as it was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from riskpanel.calendar import add_working_days
from riskpanel.challenges.models import Challenge, Evidence, Ground
from riskpanel.challenges.tone import ToneQuestion, tone_questions
from riskpanel.challenges.words import ALTERNATIVES, ANSWERS, BASES, IN_THE_LETTER
from riskpanel.documents.blocks import Block, Document, Lines, Listing, Marks, Paragraph
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words, in_quotation_marks, sentence

POINTS = 10.5
ADVOCATES = ("imca", "care-act-advocate", "other-advocate")


@dataclass(frozen=True)
class Part:
    """One part of the letter: its first words, what it says, and the page of the builder it comes from.

    A `listed` part has an item on each line. `edited` says that somebody wrote its words over; then `now` holds what
    the answers would say today, where they have changed since.
    """

    key: str
    lead: str
    text: str
    page: str
    listed: bool = False
    edited: bool = False
    now: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for line in self.text.split("\n") if line.strip())


@dataclass(frozen=True)
class Letter:
    """A letter as the recipient reads it."""

    to: str
    to_role: str
    written: str
    subject: str
    greeting: str
    parts: tuple[Part, ...]
    answer_by: str
    sender: str
    sender_details: str

    def as_kept(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def longest(self) -> Part:
        return max(self.parts, key=lambda part: len(part.text))

    def part(self, key: str) -> Part | None:
        return next((part for part in self.parts if part.key == key), None)


def thawed(kept: Mapping[str, Any]) -> Letter:
    """A letter as it was kept."""
    return Letter(**{**kept, "parts": tuple(Part(**part) for part in kept["parts"])})


def letter_of(challenge: Challenge, due_on: date, day: date) -> Letter:
    """The letter as it was sent, or as it would be today."""
    return thawed(challenge.letter) if challenge.letter else compose(challenge, due_on, day)


def compose(challenge: Challenge, due_on: date, day: date) -> Letter:
    """The letter in words, with what somebody wrote over. Parts with nothing to say are left out."""
    decision, person, sender = challenge.decision, challenge.person, challenge.raised_by
    role = decision.decision_maker.job if decision.decision_maker else decision.decision_maker_role
    parts = [_written_over(part, challenge.letter_edits) for part in composed(challenge, day)]
    return Letter(
        to=decision.decider,
        to_role=role,
        written=date_words(day),
        subject=f"{person.known_as} ({person.reference}): {decision.sentence}",
        greeting=f"Dear {decision.decider or 'colleague'}",
        parts=tuple(part for part in parts if part.text.strip()),
        answer_by=_answer_by(challenge, due_on),
        sender=sender.name,
        sender_details=", ".join(part for part in (sender.job, sender.phone) if part),
    )


def _written_over(part: Part, edits: Mapping[str, Any]) -> Part:
    """The part in the words that somebody gave it; beside them what the answers say now, where that has changed."""
    edit = edits.get(part.key)
    if edit is None:
        return part
    return replace(part, text=edit["text"], edited=True, now=part.text if part.text != edit["from"] else "")


# ---- The parts, from the answers


def composed(challenge: Challenge, day: date) -> list[Part]:
    """Every part as the answers alone would have it, empty ones too: their reasons before anything seen differently."""
    return [_statement(challenge), _whose(challenge), _reasoning(challenge), _differently(challenge),
            _evidence(challenge), _requests(challenge, day), _person(challenge), _law(challenge), _ask(challenge),
            _mind(challenge)]


def _told(*pairs: tuple[str, str]) -> str:
    """A sentence for each (start, words) whose words are there, a line each."""
    return "\n".join(f"{start}{words}" for start, words in pairs if words)


def _statement(challenge: Challenge) -> Part:
    if not challenge.statement:
        return Part("statement", "", "", "statement")
    decided = f"decided on {date_words(challenge.decided_on)}" if challenge.decided_on else ""
    where = ", ".join(part for part in (challenge.where_written, decided) if part)
    said = f"{in_quotation_marks(challenge.statement)}{f' ({where})' if where else ''}"
    direction = IN_THE_LETTER.get(challenge.direction, "").format(name=challenge.person.known_as)
    text = f"I am writing to ask you to look again at one statement: {sentence(said)} {direction}"
    return Part("statement", "", text.strip(), "statement")


def _whose(challenge: Challenge) -> Part:
    if challenge.raised_for in ("", "myself"):
        return Part("whose", "", "", "person")
    name = whose_name(challenge)
    words = in_quotation_marks(challenge.raised_for_words) if challenge.raised_for_words else ""
    opening = f"I write on behalf of {name}, in their own words: " if name and words else ""
    text = f"{opening}{words}" if words else f"I write on behalf of {name}." if name else ""
    beside = f"\nBeside these words: {challenge.raised_for_beside}" if challenge.raised_for_beside else ""
    return Part("whose", "Whose challenge this is.", f"{text}{beside}" if text else "", "person")


def whose_name(challenge: Challenge) -> str:
    """Whoever it is raised for, by name; an advocate who is on the person's record need not be named again."""
    advocates = [one.holder for one in challenge.person.authorities if one.kind in ADVOCATES and not one.ended_on]
    known = {"myself": "", "person": challenge.person.known_as,
             "advocate": challenge.raised_for_name or next(iter(advocates), "")}
    return known.get(challenge.raised_for, challenge.raised_for_name)


def _reasoning(challenge: Challenge) -> Part:
    fairly = " Please tell me if I have not put this fairly." if challenge.their_reasoning else ""
    text = f"{sentence(challenge.their_reasoning)}{fairly}" if challenge.their_reasoning else ""
    return Part("reasoning", "Your reasons, as I understand them.", text, "reasoning")


def _differently(challenge: Challenge) -> Part:
    text = _told(("On the facts: ", challenge.facts), ("On what the facts mean: ", challenge.interpretation),
                 ("On what matters: ", challenge.values))
    return Part("differently", "What I see differently.", text, "reasoning")


def _evidence(challenge: Challenge) -> Part:
    return Part("evidence", "What this rests on.", "\n".join(map(evidence_line, challenge.claims)), "evidence",
                listed=True)


def _requests(challenge: Challenge, day: date) -> Part:
    """What the other side is asked to show, and by when: one sentence for one thing, a list for more."""
    asked = challenge.requests
    by = f"Please show me, by {date_words(requests_due(challenge, day))}"
    lines = [f"{one.claim}{f' ({one.source})' if one.source else ''}" for one in asked]
    if len(lines) == 1:
        return Part("requests", f"{by}:", sentence(lines[0]), "evidence")
    return Part("requests", f"{by}:", "\n".join(lines), "evidence", listed=True)


def requests_due(challenge: Challenge, day: date) -> date:
    """When what is asked for is to be shown: the date given when it was sent, or as it would be today."""
    sent = [one.due_on for one in challenge.requests if one.due_on]
    figure = rules().policy[f"evidence_request_days{'_urgent' if challenge.urgent else ''}"].value
    return sent[0] if sent else add_working_days(day, int(figure), rules().bank_holidays)


def evidence_line(one: Evidence) -> str:
    """A claim with its source, date and basis, in one line."""
    basis = BASES.get(one.basis, "").partition(":")[0].lower()
    file = "attached" if one.files else ""
    details = ", ".join(part for part in (one.source, date_words(one.dated_on), basis, one.found_at, file) if part)
    return f"{one.claim} ({details})" if details else one.claim


def _person(challenge: Challenge) -> Part:
    name = challenge.person.known_as
    because = f": {challenge.person_knows_because}" if challenge.person_knows_because else "."
    knows = {"yes": f"{name} knows about this challenge{because}",
             "no": f"{name} does not know about this challenge{because}",
             "not-yet": f"{name} does not know about this challenge yet{because}"}
    said = in_quotation_marks(challenge.person_says) if challenge.person_says else ""
    text = " ".join(part for part in (said, knows.get(challenge.person_knows, "")) if part)
    protected = ("To keep the argument away from them: ", challenge.person_protected)
    return Part("person", f"What {name} says." if said else "The person.", _told(("", text), protected), "person")


def _law(challenge: Challenge) -> Part:
    """The law in a line or two: the challenger's own words, then each ground with its confirmed sources only."""
    own = [sentence(challenge.law)] if challenge.law else []
    return Part("law", "The law.", " ".join([*own, *map(ground_line, challenge.rests_on)]), "reasoning")


def ground_line(ground: Ground) -> str:
    """A ground as a sentence; what is not confirmed is not cited."""
    cited = f" ({cited_together(ground.cited)})" if ground.cited else ""
    return f"{ground.told['say'].rstrip('.')}{cited}."


def cited_together(titles: Iterable[str]) -> str:
    """Sources in brackets: those of one Act under its name once."""
    acts: dict[str, list[str]] = {}
    for title in titles:
        act, _, place = title.partition(", ")
        acts.setdefault(act, []).append(place)
    return "; ".join(f"{act}, {' and '.join(places)}" if any(places) else act for act, places in acts.items())


def _ask(challenge: Challenge) -> Part:
    by = f", by {date_words(challenge.ask_by)}" if challenge.ask_by else ""
    ask = sentence(f"{challenge.ask.rstrip('.')}{by}") if challenge.ask else ""
    another = ALTERNATIVES.get(challenge.alternative_is, ("", "Another way"))[1]
    return Part("ask", "What I ask.", _told(("", ask), (f"{another}: ", challenge.alternative),
                                            ("Meanwhile: ", challenge.meanwhile)), "ask")


def _mind(challenge: Challenge) -> Part:
    text = sentence(challenge.would_change_my_mind) if challenge.would_change_my_mind else ""
    return Part("mind", "What would change my mind.", text, "ask")


def _answer_by(challenge: Challenge, due_on: date) -> str:
    choices = [words.lower() for words in ANSWERS.values()]
    urgent = " This is urgent." if challenge.urgent else ""
    return (f"Please answer by {date_words(due_on)}: {', '.join(choices[:-1])} or {choices[-1]}, with your reasons."
            f"{urgent} "
            "The decision stays with you. Nothing here delays safeguarding, a complaint or the court.")


# ---- As a document


def document_of(letter: Letter, challenge: Challenge, authority: str) -> Document:
    """The letter as it prints: one sheet in the ordinary case."""
    reference = f"{challenge.person.reference}, {challenge.reference}"
    blocks: list[Block] = [Paragraph(f"{letter.greeting},"), *map(_block, letter.parts),
                           Paragraph(letter.answer_by, lead="Your answer."), Paragraph("Yours sincerely,"),
                           Lines((letter.sender, letter.sender_details))]
    to = tuple(part for part in (letter.to, letter.to_role) if part)
    return Document(letter.subject, tuple(blocks), Marks(authority, reference, copy_for=letter.to),
                    before=(Lines((*to, letter.written)),), points=POINTS)


def _block(part: Part) -> Block:
    return Listing(part.lines, lead=part.lead) if part.listed else Paragraph(part.text, lead=part.lead)


# ---- Tone

# What the sender wrote in their own voice, by builder page. Quotations and the person's words are left as they are.
OWN_WORDS = {"reasoning": ("their_reasoning", "facts", "interpretation", "values", "law"),
             "ask": ("ask", "alternative", "meanwhile", "would_change_my_mind")}
PAGE_OF = {name: page for page, names in OWN_WORDS.items() for name in names}
QUOTING = ("statement", "whose", "person")


ONE_SHEET = 3_700  # characters that print on one sheet at POINTS, with the marks of the page


def length_question(letter: Letter) -> list[ToneQuestion]:
    """Past one sheet, a question about the longest part that the sender can shorten."""
    count = sum(len(part.lead) + len(part.text) for part in letter.parts) + len(letter.answer_by)
    if count <= ONE_SHEET:
        return []
    longest = max((part for part in letter.parts if part.key not in QUOTING), key=lambda part: len(part.text))
    name = longest.lead.rstrip(".,:") or "The opening"
    return [ToneQuestion(name, f"The letter runs to more than one page. Its longest part is “{name}”. What could be "
                         "said in fewer words, or left to a conversation?", longest.page)]


def tone_of(challenge: Challenge) -> list[ToneQuestion]:
    """Questions about tone in the sender's own words, each with the field they stand in."""
    own = [(f"{page}#{name}", getattr(challenge, name)) for name, page in PAGE_OF.items()]
    claims = [(f"evidence:{one.id}#claim", one.claim) for one in challenge.evidence if not one.removed_at]
    edits = [(f"part:{key}#text", edit["text"]) for key, edit in challenge.letter_edits.items() if key not in QUOTING]
    return tone_questions([*own, *claims, *edits])
