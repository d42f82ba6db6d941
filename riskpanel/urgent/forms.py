"""The one form of a virtual panel."""

from wtforms.validators import ValidationError

from riskpanel.referrals.models import Referral
from riskpanel.urgent.services import HELD_BY
from riskpanel.web.fields import Answer, LongTextField, OneOf
from riskpanel.web.forms import Form


class VirtualForm(Form):
    """How an urgent case is heard. Made by `virtual_form`, which asks about the plan for now where there is none."""

    held_by = OneOf("How is it held?", options=HELD_BY, required="Choose how it is held", default="call",
                    hints={"call": "Everybody speaks on one call, the person first.",
                           "writing": "Nobody meets. Each member files a private view, and the chair opens them "
                                      "together. Ask the person for their words first."})


class PlanForNowForm(VirtualForm):
    """As above, where the referral has no plan for now."""

    interim_plan = LongTextField("What is the plan for now?", limit=5000,
                                 hint="As little restrictive as it can be until the panel has met.")
    no_plan = LongTextField("Or why is there none?", limit=2000, called="Why there is no plan for now",
                            hint="The panel’s papers will say that there is no plan, and why.")

    def validate_no_plan(self, field: Answer) -> None:
        if not field.data and not self.interim_plan.data:
            raise ValidationError("Write the plan for now, or say why there is none")


def virtual_form(referral: Referral) -> VirtualForm:
    """The form for this referral."""
    return VirtualForm() if referral.interim_plan else PlanForNowForm()
