"""Keeping what somebody sent to the panel: the only writer of contributions."""

from collections.abc import Mapping
from typing import Any

from riskpanel import db, trail
from riskpanel.access import require
from riskpanel.actions import Action
from riskpanel.documents.files import File
from riskpanel.people.models import Person
from riskpanel.referrals.models import Contribution, Referral
from riskpanel.users.models import User
from riskpanel.workflow import REFERRAL


def part_of(person: Person, name: str) -> str:
    """What whoever is called this is to the person: themselves, who speaks for them, family or friend, or a guest."""
    speaking = {one.holder for one in person.authorities} | {one.name for one in person.advocates}
    known = (({person.known_as, person.name}, "person"), (speaking, "advocate"),
             ({one.name for one in person.connections}, "family"))
    return next((part for names, part in known if name in names), "guest")


def contribute(referral: Referral, values: Mapping[str, Any], file: File | None, *, by: User) -> Contribution:
    """Keep what somebody sent: `name`, `words`, `asks`, `film_at`, `helped_by` and `apart`, with a file or without."""
    require(by, Action.CONTRIBUTE, referral)
    REFERRAL.after(Action.CONTRIBUTE, referral.state)
    made = Contribution(referral_id=referral.id, part=part_of(referral.person, values["name"]), kept_by_id=by.id,
                        file_name=file.name if file else "", media=file.media if file else "",
                        content=file.content if file else None, **values)
    made.kept_by = by
    referral.contributions.append(made)
    trail.record(Action.CONTRIBUTE, referral, by=by, part=made.part, size=len(file.content) if file else 0)
    return made


def take_back(contribution: Contribution, *, by: User) -> None:
    """Whoever sent it wants it back: it is kept, and shown to nobody. A second press changes nothing."""
    require(by, Action.TAKE_BACK, contribution.referral)
    REFERRAL.after(Action.TAKE_BACK, contribution.referral.state)
    contribution.taken_back_at = contribution.taken_back_at or db.now()
    contribution.taken_back_by_id = contribution.taken_back_by_id or by.id
    trail.record(Action.TAKE_BACK, contribution.referral, by=by, contribution=contribution.id)
