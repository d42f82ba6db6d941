"""The forms of those who keep the rules: trying a case, and saying what a change of law means for a record."""

from collections.abc import Mapping
from typing import Any

from riskpanel.assessments.models import Assessment
from riskpanel.keeping import services
from riskpanel.keeping.models import OUTCOMES, STANDS
from riskpanel.keeping.trying import STATE_NAMES
from riskpanel.rulebook.bundles import BadBundle, read_bundle
from riskpanel.rulebook.current import rules
from riskpanel.rulebook.path import Bundle
from riskpanel.web.fields import LongTextField, OneOf, Select, TextField
from riskpanel.web.filters import SEVERITIES
from riskpanel.web.forms import Form

LONGEST_CASE = 300_000
ONE_OF_THEM = "Give the reference of a record or a decision, or paste a case"


class CaseField(LongTextField):
    """A case as JSON: its line ends are its own."""

    limit = LONGEST_CASE

    def tidy(self, typed: str) -> str:
        return typed.replace("\r\n", "\n").strip()


class Filter(Select):
    """One answer that narrows a list; none keeps it whole."""

    def params(self, heading: bool = False, before: str = "") -> dict[str, Any]:
        given = super().params(heading, before)
        given["items"][0]["text"] = "All"
        return given


class ReferenceForm(Form):
    """Which stored record to try."""

    reference = TextField("Reference of a record or a decision", limit=20, required="Enter a reference",
                          hint="Such as A-7K3M-Q2ZD. Of a decision, its newest record is tried.",
                          macro={"classes": "govuk-input--width-20", "spellcheck": False})


class CaseForm(Form):
    """A case told as JSON, to be tried and not kept; and which of what the checks come to is shown."""

    case = CaseField("The case", required="Paste the case", called="The case",
                     hint="As JSON; the command “riskpanel check --schema” says how. Nothing of it is kept.",
                     macro={"rows": 12, "spellcheck": False, "classes": "rp-code"})
    state = Filter("Show", options=STATE_NAMES)
    severity = Filter("Of which severity", options={key: words[0] for key, words in SEVERITIES.items()})
    words = TextField("With the words")

    bundle: Bundle

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the case too; what is wrong with it is said at its field, in one sentence."""
        if not super().validate(extra_validators):
            return False
        try:
            self.bundle = Bundle(rules(), read_bundle(self.case.data, rules()))
        except BadBundle as error:
            self.case.errors = [error.said.rstrip(".")]
            return False
        return True


class LookAgainForm(Form):
    """What a change of law means for a record, as its owner or the MCA lead sees it."""

    outcome = OneOf("What have you found?", required="Say whether what the record says still stands")
    because = LongTextField("Why", limit=4000, called="Why",
                            hint="The reasons in a few sentences, for whoever reads the record next. The record itself "
                                 "is not changed.")

    def validate(self, extra_validators: Any = None) -> bool:
        """What still stands needs its reasons."""
        good = super().validate(extra_validators)
        if self.outcome.data == STANDS and not self.because.data and not self.because.errors:
            self.because.errors = [services.SAY_WHY.rstrip(".")]
            return False
        return bool(good)


def look_again_form(record: Assessment) -> LookAgainForm:
    """The form, with what can be said of this record."""
    form = LookAgainForm()
    form.outcome.options = _offered(record)
    return form


def _offered(record: Assessment) -> Mapping[str, str]:
    return {key: OUTCOMES[key] for key in services.possible(record)}
