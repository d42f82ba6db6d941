"""The form of an answer, with a place to answer each request to be shown evidence: one page answers everything."""

from typing import Any, TypeVar

from riskpanel.challenges.answering import COMING, SAID, still_asked
from riskpanel.challenges.forms import AnswerForm
from riskpanel.challenges.models import Challenge
from riskpanel.clock import today
from riskpanel.web.editing import values
from riskpanel.web.fields import Answer, DateField, LongTextField, OneOf

Kind = TypeVar("Kind", bound=AnswerForm)
HOWS = {key: words for key, (words, _) in SAID.items()}


def asking(kind: type[Kind], challenge: Challenge) -> type[Kind]:
    """This kind of answer's form, asking also about each thing that was asked for and is still owed."""
    made: dict[str, Any] = {"asked": [str(one.id) for one in still_asked(challenge)]}
    for number, one in enumerate(still_asked(challenge), 1):
        made[f"request_{number}_how"] = OneOf(kind.asks.format(one.claim), options=HOWS,
                                              hint="Leave this if it cannot be said yet. It stays asked for.",
                                              called="What you say of it")
        made[f"request_{number}_words"] = LongTextField("Where it can be found, or why it is not shown", limit=1000,
                                                        called="What you write of it", macro={"rows": 3})
        made[f"request_{number}_coming_on"] = DateField("If it is coming, by when?", called="The date it comes")
    return type(f"{kind.__name__}WithRequests", (WithRequests, kind), made)


class WithRequests(AnswerForm):
    """An answer whose requests are asked about; `asked` holds their ids in order."""

    asked: list[str] = []

    @property
    def shown(self) -> list[Answer]:
        """What is asked for is asked about right after the reasons."""
        fields = super().shown
        rows = [field for field in fields if field.name.startswith("request_")]
        others = [field for field in fields if field not in rows]
        after = others.index(self.reasons) + 1
        return [*others[:after], *rows, *others[after:]]

    def row(self, number: int) -> dict[str, Answer]:
        return {part: self[f"request_{number}_{part}"] for part in ("how", "words", "coming_on")}

    def validate(self, extra_validators: object = None) -> bool:
        """Each request that is answered is answered whole."""
        sound = super().validate(extra_validators)
        faults = [fault for number in range(1, len(self.asked) + 1) for fault in _faults(self.row(number))]
        for field, said in faults:
            field.errors = [*field.errors, said]
        return bool(sound and not faults)

    @property
    def answered(self) -> dict[str, Any]:
        """What was answered, by the columns' names; `requests` by the ids of what was asked for."""
        told = values(self)
        rows = {id: {part: told.pop(f"request_{number}_{part}") for part in ("how", "words", "coming_on")}
                for number, id in enumerate(self.asked, 1)}
        return told | {"requests": rows}


def _faults(row: dict[str, Answer]) -> list[tuple[Answer, str]]:
    how, words, coming = row["how"].data, row["words"].data, row["coming_on"]
    checks = (
        (coming, how == COMING and not coming.data and not coming.errors, "Write the date by which it comes"),
        (coming, how == COMING and coming.data and coming.data < today(), "The date it comes has passed"),
        (row["words"], how == "shown" and not words, "Write where it can be found"),
        (row["words"], how == "declined" and not words, "Write why it is not shown"),
        (row["how"], not how and (words or coming.data), "Choose what you say of it"),
    )
    return [(field, said) for field, wrong, said in checks if wrong]
