"""The page that starts a referral: where the usual process stands, the capacity position, and the panels that fit."""

from dataclasses import dataclass

from riskpanel.challenges.models import Challenge
from riskpanel.decisions.models import Decision
from riskpanel.referrals import gathering, queries, routing
from riskpanel.referrals.forms import EarlyForm, PanelForm
from riskpanel.referrals.services import usual_process_finished
from riskpanel.web.filters import date_words


@dataclass(frozen=True)
class StartPage:
    """What somebody who starts a referral reads before choosing a panel."""

    finished: bool
    process: str
    position: str
    position_on: str
    means: str
    routes: list[routing.Route]
    disputed: bool
    elsewhere: tuple[str, ...]


FINISHED = "The usual process has not brought agreement, so a panel is the next place to go."
NOT_FINISHED = ("The usual process is not finished: it is not recorded that there is no agreement, and no challenge is "
                "waiting to be settled. Usually views and agreement are recorded, and the decision-maker is talked to, "
                "before a panel. You can go on all the same: say why.")


def start_page(decision: Decision, challenge: Challenge | None) -> StartPage:
    """What to know before choosing a panel."""
    finished = usual_process_finished(decision, challenge)
    position = gathering.position_of(decision)
    name = decision.person.known_as
    disputed = challenge is not None or decision.agreement == "not-agreed"
    routes = routing.routes(queries.panels(), position, disputed)
    return StartPage(finished, FINISHED if finished else NOT_FINISHED, position.about(name), date_words(position.on),
                     position.for_a_panel(name), routes, disputed, elsewhere(routes))


def elsewhere(routes: list[routing.Route]) -> tuple[str, ...]:
    """Why no panel's terms cover the case, panel by panel, and where it goes instead; nothing where one does."""
    if any(route.fits for route in routes):
        return ()
    return tuple(f"{route.title}: {' '.join(route.cautions)}" for route in routes)


def start_form(page: StartPage) -> PanelForm:
    """Choose a panel, the one that fits first; and say why now, where the usual process is not finished."""
    only = page.routes[0].team_id if len(page.routes) == 1 else None
    form = PanelForm(team_id=only) if page.finished else EarlyForm(team_id=only)
    return offer(form, page.routes)


def offer(form: PanelForm, routes: list[routing.Route]) -> PanelForm:
    """Put the panels into the form, each with what it is for and how this case fits."""
    form.team_id.options = {route.team_id: route.title for route in routes}
    form.team_id.hints = {route.team_id: " ".join((route.purpose, route.hears, *route.cautions)) for route in routes}
    return form
