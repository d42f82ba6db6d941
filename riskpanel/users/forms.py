"""Signing in and accounts."""

from riskpanel.access import ROLE_NAMES
from riskpanel.rulebook.current import rules
from riskpanel.users import queries
from riskpanel.web.fields import PasswordField, Select, SeveralOf, TextField, Tick
from riskpanel.web.forms import Form


def role_options() -> dict[str, str]:
    return {role.value: name for role, name in ROLE_NAMES.items()}


def team_options() -> dict[str, str]:
    return {str(team.id): team.name for team in queries.teams()}


def specialism_options() -> dict[str, str]:
    return {one.id: one.title for one in rules().specialisms.values()}


def agency_options() -> dict[str, str]:
    return {one.id: one.title for one in rules().agencies.values()}


class SignInForm(Form):
    """Email address and password."""

    email = TextField("Email address", required="Enter your email address",
                      macro={"autocomplete": "username", "type": "email"})
    password = PasswordField("Password", required="Enter your password")


class AccountForm(Form):
    """A colleague's account."""

    name = TextField("Name", required="Enter their name")
    job = TextField("Job and team, as people will read it", required="Enter their job")
    phone = TextField("Telephone", limit=60)
    specialism = Select("Specialism", options=specialism_options, called="The specialism",
                        hint="A panel may need a member who shares the specialism of whoever assessed.")
    agency = Select("Who employs them?", options=agency_options, called="The agency",
                    hint="A panel may need members from more than one agency.")
    role_names = SeveralOf("Roles", options=role_options, required="Choose at least one role")
    teams = SeveralOf("Teams and panels", options=team_options)


class NewAccountForm(AccountForm):
    """A new account, with its first password."""

    email = TextField("Email address", required="Enter their email address")
    password = PasswordField("First password", hint="At least 12 characters. Tell it to them in person.",
                             required="Enter a first password")


class ChangeAccountForm(AccountForm):
    """An existing account, which can be closed."""

    active = Tick("The account is open")
