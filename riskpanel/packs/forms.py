"""The forms of copies: for whom one is made, and what became of one."""

from collections.abc import Mapping

from riskpanel.packs.services import HOW_BACK
from riskpanel.web.fields import OneOf
from riskpanel.web.forms import Form


class CopyForm(Form):
    """For whom one more copy is made. Made by `copy_form`, which knows who may have one."""

    reader = OneOf("Who is it for?", required="Choose who the copy is for")


def copy_form(offered: Mapping[str, str]) -> CopyForm:
    field = OneOf("Who is it for?", options=offered, required="Choose who the copy is for",
                  hint="Somebody who sits, or, for one case, the person, who speaks for them, who decides or who "
                       "referred. Each copy has a number of its own.")
    return type("OfferedCopyForm", (CopyForm,), {"reader": field})()  # type: ignore[no-any-return]


class ReturnForm(Form):
    """What became of a copy."""

    how = OneOf("What became of it?", options=HOW_BACK, required="Choose what became of the copy")
