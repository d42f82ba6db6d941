"""A coordinator builds an agenda of six by hand, and only declarations are left; `make journeys` does it both ways."""

import pytest

from tests.browser.agenda import CASES, build_agenda, left_to_do, six_waiting
from tests.browser.setting import at_browsers, chromium
from tests.browser.timing import minutes
from tests.browser.visitor import Cost, faults_told
from tests.installation import installed

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WITHIN = 10  # minutes of a practised user's time, as modelled


def test_an_agenda_of_six_is_built_in_under_ten_minutes_with_nothing_typed_twice() -> None:
    cost = Cost()
    with installed(six_waiting, "", demonstration=False) as app, chromium() as browser, \
            at_browsers(app, browser, javascript=True, cost=cost) as arrive:
        kit = arrive("kit")
        before = cost.row("build-agenda", True)
        build_agenda(kit)
        after = cost.row("build-agenda", True)
        assert kit.text().count("Break, 15 minutes") == 2
        left = left_to_do(kit)
    assert left.pop(0) == "Nobody who sits is of the specialism its terms want: lived experience."
    assert left.pop(0).endswith("have yet to say whether they have an interest in any of the cases.")
    assert len(left) == CASES
    assert all(one.startswith("It came with") for one in left), left
    assert minutes({name: after[name] - before[name] for name in ("pages", "fields", "keystrokes")}) < WITHIN
    assert not cost.asked_again, faults_told(cost.faults)
    assert not cost.axe_violations, faults_told(cost.faults)
