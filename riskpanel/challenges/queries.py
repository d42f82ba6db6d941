"""Reading challenges: only those about people the user may see; a draft is kept from the maker of the decision."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.base import ExecutableOption

from riskpanel import access, db
from riskpanel.challenges.models import Attachment, Challenge, Evidence, Ground, LetterVersion, Pause, Response, Turn
from riskpanel.decisions.models import Decision
from riskpanel.errors import NotFound
from riskpanel.people.models import Person
from riskpanel.people.queries import visible_to, who_speaks
from riskpanel.users.models import User

MADE = ("sent", "answered", "referred")
UNANSWERED = ("sent",)
READ, TIMES = "challenges_read", "challenge_times"
Wanted = sa.Select[Challenge]


def _visible(user: access.User) -> Wanted:
    """Challenges this user may see, with the person and the decision."""
    others = sa.or_(Decision.decision_maker_id.is_(None), Decision.decision_maker_id != user.id)
    return (sa.select(Challenge).join(Challenge.person).join(Challenge.decision)
            .where(visible_to(user), sa.or_(Challenge.state != "draft", others))
            .options(contains_eager(Challenge.person), contains_eager(Challenge.decision), *_names()))


def _names() -> tuple[ExecutableOption, ...]:
    """Who raised it and who owes the answer, without their teams."""
    return (joinedload(Challenge.raised_by).lazyload(User.memberships),
            joinedload(Challenge.answer_owed_by).lazyload(User.memberships))


def _whole() -> tuple[ExecutableOption, ...]:
    """Everything that the page of one challenge shows."""
    return (
        contains_eager(Challenge.person).joinedload(Person.involvements),
        who_speaks(contains_eager(Challenge.person)),
        contains_eager(Challenge.decision).joinedload(Decision.decision_maker).lazyload(User.memberships),
        joinedload(Challenge.pauses).joinedload(Pause.paused_by).lazyload(User.memberships),
        joinedload(Challenge.ending),
        selectinload(Challenge.evidence).joinedload(Evidence.asked_of).lazyload(User.memberships),
        selectinload(Challenge.evidence).joinedload(Evidence.attachments),
        selectinload(Challenge.grounds),
        selectinload(Challenge.responses).joinedload(Response.given_by).lazyload(User.memberships),
        selectinload(Challenge.turns).joinedload(Turn.owed_by).lazyload(User.memberships),
    )


def challenge(challenge_id: uuid.UUID, user: access.User) -> Challenge:
    """One challenge with all that its page shows. Raises NotFound also when it is not theirs to see."""
    return _challenge(Challenge.id == challenge_id, user)


def _challenge(which: sa.ColumnElement[bool], user: access.User) -> Challenge:
    wanted = _visible(user).where(which).options(*_whole())
    found = db.session.scalars(wanted).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def evidence(evidence_id: uuid.UUID, user: access.User) -> Evidence:
    """A claim or a request that has not been removed, with its challenge. Raises NotFound."""
    of = sa.select(Evidence.challenge_id).where(Evidence.id == evidence_id, Evidence.removed_at.is_(None))
    found = _challenge(Challenge.id == of.scalar_subquery(), user)
    one = next(one for one in found.evidence if one.id == evidence_id)
    set_committed_value(one, "challenge", found)  # held, so that it is not read again
    return one


def attachment(attachment_id: uuid.UUID, user: access.User) -> Attachment:
    """A file, with its evidence and its challenge. Raises NotFound also when it is not theirs to see."""
    of = sa.select(Attachment.evidence_id).where(Attachment.id == attachment_id, Attachment.removed_at.is_(None))
    held = db.session.scalars(of).one_or_none()
    if held is None:
        raise NotFound()
    return next(one for one in evidence(held, user).attachments if one.id == attachment_id)


def ground(ground_id: uuid.UUID, user: access.User) -> Ground:
    """A ground that stands, with its challenge. Raises NotFound."""
    of = sa.select(Ground.challenge_id).where(Ground.id == ground_id, Ground.removed_at.is_(None))
    found = _challenge(Challenge.id == of.scalar_subquery(), user)
    one = next(one for one in found.grounds if one.id == ground_id)
    set_committed_value(one, "challenge", found)
    return one


def newest_version(challenge_id: uuid.UUID) -> int:
    """The number of the newest kept version of a challenge's letter; 0 when none was kept."""
    wanted = sa.select(sa.func.max(LetterVersion.number)).where(LetterVersion.challenge_id == challenge_id)
    return db.session.scalar(wanted) or 0


def versions(challenge: Challenge) -> Sequence[LetterVersion]:
    """Every kept version of the letter of a challenge whose page the user is on, newest first."""
    wanted = (sa.select(LetterVersion).where(LetterVersion.challenge_id == challenge.id)
              .options(joinedload(LetterVersion.made_by).lazyload(User.memberships))
              .order_by(LetterVersion.number.desc()))
    return db.session.scalars(wanted).all()


def about_person(person_id: uuid.UUID, user: access.User) -> Sequence[Challenge]:
    """Challenges about one person whose page the user is on, newest first."""
    wanted = _visible(user).where(Challenge.person_id == person_id).order_by(Challenge.raised_at.desc())
    return db.session.scalars(wanted).all()


def _evidence_owed(user: access.User) -> sa.ColumnElement[bool]:
    part = sa.or_(Evidence.asked_of_id == user.id, Challenge.raised_by_id == user.id)
    going_on = Challenge.state.in_(("sent", "answered", "referred"))
    return sa.and_(Evidence.asked_of_them, Evidence.due_on.is_not(None), Evidence.how_shown == "",
                   Evidence.removed_at.is_(None), going_on, part)


def about_decision(decision_id: uuid.UUID, user: access.User) -> Sequence[Challenge]:
    """Challenges to one decision whose page the user is on, oldest first; `is_open` need not look again."""
    wanted = _visible(user).where(Challenge.decision_id == decision_id).order_by(Challenge.raised_at)
    return _remembered(wanted, [decision_id])[decision_id]


Times = tuple[datetime | None, datetime | None, bool]


def _remembered(wanted: Wanted, decision_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Challenge]]:
    """Read challenges with their times in one statement, and keep both for whoever asks again in this session."""
    rows = db.session.execute(wanted.add_columns(*_times())).all()
    read = {id: [row[0] for row in rows if row[0].decision_id == id] for id in decision_ids}
    db.remembered(READ).update(read)
    db.remembered(TIMES).update({one.id: (put, given, bool(other)) for one, put, given, other in rows})
    return read


def _times() -> tuple[sa.ColumnElement[Any], ...]:
    """When it was last put to somebody, when last answered, and whether one who did not decide has answered."""
    maker = (sa.select(Decision.decision_maker_id).where(Decision.id == Challenge.decision_id)
             .correlate(Challenge).scalar_subquery())
    by_another = sa.or_(maker.is_(None), Response.given_by_id.is_distinct_from(maker))
    put = sa.select(sa.func.max(Turn.put_at)).where(Turn.challenge_id == Challenge.id)
    given = sa.select(sa.func.max(Response.given_at)).where(Response.challenge_id == Challenge.id)
    other = sa.exists().where(Response.challenge_id == Challenge.id, by_another)
    return (put.correlate(Challenge).scalar_subquery(), given.correlate(Challenge).scalar_subquery(),
            other.correlate(Challenge))


def made_to(decision_id: uuid.UUID) -> Sequence[Challenge]:
    """The challenges to this decision that were sent and are neither settled nor withdrawn, unanswered ones first.

    Of those, one whose clock is paused comes after one whose clock runs: what is late is never hidden behind a pause.

    Whoever may see the decision sees each challenge that was sent, so those already read in this session tell it.
    """
    read: Sequence[Challenge] | None = db.remembered(READ).get(decision_id)
    if read is None:
        read = _remembered(_made([decision_id]), [decision_id])[decision_id]
    made = (one for one in read if one.state in MADE)
    return sorted(made, key=lambda one: (one.state not in UNANSWERED, one.clock_paused_on is not None,
                                         one.sent_at or one.raised_at))


def is_open(decision_id: uuid.UUID) -> bool:
    """Has a challenge to this decision been sent that is neither settled nor withdrawn?"""
    return bool(made_to(decision_id))


def _made(decision_ids: Sequence[uuid.UUID]) -> Wanted:
    return sa.select(Challenge).where(Challenge.decision_id.in_(decision_ids), Challenge.state.in_(MADE))


def put_and_answered(challenge: Challenge) -> Times:
    """When a challenge of `made_to` was last put to somebody, when it was last answered, and whether anybody answered
    it who did not make the decision."""
    times: Times = db.remembered(TIMES)[challenge.id]
    return times


def remember_open(decision_ids: Sequence[uuid.UUID]) -> None:
    """Read at once what `made_to` asks of several decisions, so that it need not look for each."""
    _remembered(_made(decision_ids), decision_ids)


def pressing(user: access.User) -> tuple[list[Challenge], list[Evidence]]:
    """Unfinished challenges that this user raised and those whose answer they owe; and what they were asked to show,
    or have asked to be shown, and is still owed, the soonest first."""
    raised = sa.and_(Challenge.raised_by_id == user.id, Challenge.state.in_(("draft", "sent", "answered")))
    owed = sa.and_(Challenge.answer_owed_by_id == user.id, Challenge.state == "sent")
    presses, shown = sa.or_(raised, owed), _evidence_owed(user)
    found = sa.union(*(sa.select(Challenge.id).where(one) for one in (raised, owed)),
                     sa.select(Evidence.challenge_id).join(Evidence.challenge).where(shown))
    wanted = (_visible(user).outerjoin(Evidence, sa.and_(Evidence.challenge_id == Challenge.id, shown))
              .where(Challenge.id.in_(found)).add_columns(Evidence, presses)
              .options(joinedload(Evidence.asked_of).lazyload(User.memberships)).order_by(Evidence.due_on))
    rows = db.session.execute(wanted).unique().all()
    challenges = dict.fromkeys(challenge for challenge, _evidence, own in rows if own)
    return list(challenges), [evidence for _challenge, evidence, _own in rows if evidence]
