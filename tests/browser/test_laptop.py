"""The laptop story by hand: each role signs in and takes it from a new person to its review."""

import pytest

from riskpanel import db
from riskpanel.reviews.models import Review, Settlement
from riskpanel.trail import verify
from tests.browser.laptop import whole_road
from tests.browser.setting import at_browsers, chromium
from tests.browser.visitor import Cost, faults_told
from tests.installation import colleagues_only

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_the_laptop_goes_from_a_new_person_to_its_review(javascript: bool) -> None:
    cost = Cost()
    with colleagues_only() as app, chromium() as browser:
        with at_browsers(app, browser, javascript=javascript, cost=cost) as arrive:
            whole_road(arrive)
        review = db.session.query(Review).filter(Review.state == "held").one()
        settled = db.session.query(Settlement).filter(Settlement.review_id == review.id).all()
        assert "did-not" in {one.outcome for one in settled if one.feared_id}, "a feared harm did not happen"
        assert verify().whole
    assert not cost.axe_violations, faults_told(cost.faults)
