"""Whether enough of the right people can count, for a meeting or for one case, in sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from riskpanel.access import ROLE_NAMES, Role
from riskpanel.errors import NotNow
from riskpanel.panel.models import AgendaItem, Attendance, Meeting
from riskpanel.rulebook import PanelType
from riskpanel.rulebook.current import rules
from riskpanel.users.models import Team, User

MINUTE_TAKER = "minute-taker"


@dataclass(frozen=True)
class Quorum:
    """Who counts, what is lacking, who does not count and why, what cannot be told. It stands when nothing lacks."""

    counted: tuple[str, ...]
    lacking: tuple[str, ...]
    left_out: tuple[str, ...]
    unsure: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        return not self.lacking

    @property
    def said(self) -> str:
        """One sentence, the same on the screen and in the frozen record."""
        who = f"{number(len(self.counted), 'member')} can count" + (f": {listed(self.counted)}" if self.counted else "")
        return f"There is a quorum. {who}." if self.met else f"There is no quorum. {' '.join(self.lacking)} {who}."

    @property
    def told(self) -> list[str]:
        """Everything, a sentence at a time."""
        return [self.said, *self.left_out, *self.unsure]


def listed(names: Sequence[str]) -> str:
    """A, B and C."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def number(count: int, thing: str) -> str:
    return number_of(count, thing, f"{thing}s")


def number_of(count: int, thing: str, things: str) -> str:
    return f"{count} {thing if count == 1 else things}"


def expected(one: Attendance) -> bool:
    """Has not said that they are not coming, and has not left."""
    return one.came != "no" and one.left_at is None


def present(one: Attendance) -> bool:
    return one.is_here


def panel_type(meeting: Meeting) -> PanelType:
    """The kind of panel that this meeting is of. Raises NotNow as `type_of`."""
    return type_of(meeting.team)


def type_of(team: Team) -> PanelType:
    """The kind of panel this is, from the rules. Raises NotNow when they hold no such panel any longer."""
    name = team.panel or ""
    if name not in rules().panels:
        raise NotNow(f"The rules no longer hold the terms of this panel, “{name}”.", kept="What is recorded is kept.",
                     next_steps=[{"text": f"Ask whoever keeps the rules to put panels/{name}.toml back."}])
    return rules().panels[name]


def quorum(meeting: Meeting, item: AgendaItem | None = None, *, forecast: bool = False) -> Quorum:
    """Is there a quorum, with those present (or, as a forecast, with those expected); for one case, or in general."""
    here: Callable[[Attendance], bool] = expected if forecast else present
    sitting = [one.user for one in meeting.sitting if one.user and one.part != MINUTE_TAKER and here(one)]
    left_out = {one.id: said for one in sitting if (said := why_not_counted(one, item))}
    counted = [one for one in sitting if one.id not in left_out]
    names, kind = tuple(one.name for one in counted), panel_type(meeting)
    mixed = tuple(_mixed(kind, counted, item))
    short = (*lacking(kind, counted), *(said for said, certain in mixed if certain))
    return Quorum(names, short, tuple(left_out.values()), tuple(said for said, certain in mixed if not certain))


def why_not_counted(user: User, item: AgendaItem | None) -> str:
    """The sentence that says why this colleague does not count for this case; empty when they do."""
    if item is None:
        return ""
    referral = item.referral
    reasons = (
        (user.id == referral.decision.decision_maker_id, "is the decision-maker in this case, and does not count"),
        (user.id == referral.referred_by_id, "referred this case, and does not count"),
        (user.id == item.assessor_id, "made the assessment in this case, and does not count"),
        (user.id in item.interested_ids, "has declared an interest in this case, and does not count"),
    )
    return next((f"{user.name} {said}." for holds, said in reasons if holds), "")


def lacking(kind: PanelType, counted: Sequence[User]) -> Iterable[str]:
    """What the rules ask for and is not there, as sentences."""
    wanted = kind.quorum
    if len(counted) < wanted.members:
        yield f"{number(wanted.members, 'member')} must count, and {len(counted)} can."
    for role in wanted.roles:
        if not any(user.plays(Role(role)) for user in counted):
            yield f"Nobody who can count is {ROLE_WORDS.get(role, f'a {ROLE_NAMES[Role(role)].lower()}')}."


def kept(meeting: Meeting, when: str) -> list[list[str]]:
    """What was frozen of the quorum ("opened", "closed", or the id of a case), each time that it was, oldest first."""
    of_it = {key: told for key, told in (meeting.quorum or {}).items() if key.partition(" ")[0] == when}
    return [of_it[key] for key in sorted(of_it, key=lambda key: int(key.partition(" ")[2] or 1))]


def _mixed(kind: PanelType, counted: Sequence[User], item: AgendaItem | None) -> Iterator[tuple[str, bool]]:
    """What the rules ask of specialisms and agencies and is not seen, and whether that is certain from the accounts."""
    whose = (item.assessor or item.referral.referred_by) if item else None
    if kind.quorum.same_specialism and whose:
        yield from _same_specialism(whose, counted)
    agencies = {one.agency for one in counted if one.agency}
    if len(agencies) < kind.quorum.agencies:
        said = f"Those who can count must come from {number_of(kind.quorum.agencies, 'agency', 'agencies')} or more"
        silent = [one.name for one in counted if not one.agency]
        unknown = f"; the account of {listed(silent)} does not say whose colleague that is" if silent else ""
        yield f"{said}{unknown}.", not silent


def _same_specialism(whose: User, counted: Sequence[User]) -> Iterator[tuple[str, bool]]:
    """Care and Support Statutory Guidance 10.85 asks that a panel hold the assessor's own expertise."""
    if not whose.specialism:
        yield f"The account of {whose.name} names no specialism, so whether a member shares it cannot be told.", False
    elif whose.specialism not in {one.specialism for one in counted}:
        silent = [one.name for one in counted if not one.specialism]
        unknown = f"; the account of {listed(silent)} names none" if silent else ""
        said = f"Nobody who can count shares the specialism of {whose.name}, {titled(whose.specialism)}"
        yield f"{said}{unknown}.", not silent


def titled(specialism: str) -> str:
    """A specialism as the rules call it."""
    found = rules().specialisms.get(specialism)
    return found.title.lower() if found else specialism


ROLE_WORDS = {"chair": "a chair", "mca-lead": "an MCA lead", "principal-social-worker": "a principal social worker"}
