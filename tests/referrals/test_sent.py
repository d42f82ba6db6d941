"""What somebody sends to the panel: kept in their words, read with the papers, taken back, and apart where asked."""

from io import BytesIO
from typing import Any

import pytest

from riskpanel import db
from riskpanel.errors import NotNow, Refused
from riskpanel.packs import services as packs
from riskpanel.packs.composing import parts
from riskpanel.packs.copies import cases
from riskpanel.packs.queries import papers_of
from riskpanel.panel import services as panel
from riskpanel.referrals import contributing, gathering
from riskpanel.referrals.models import Contribution, Referral
from riskpanel.referrals.readiness import gaps
from tests.panel.cases import a_case_under_way, a_listed_case, declare, stored
from tests.referrals.cases import a_draft, a_referral
from tests.stories import World

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"\0\0\0\0IEND\xaeB\x60\x82"
WORDS = {"name": "Rosa", "words": "I know the way.", "asks": "Why is nobody asking Tom?", "film_at": "", "apart": False,
         "helped_by": "Ana typed it"}


def sends(world: World, referral: Referral, **more: Any) -> Contribution:
    made = contributing.contribute(referral, WORDS | more, None, by=world.sam)
    db.commit()
    return made


def test_words_questions_and_a_picture_are_kept_and_shown_first_to_last(browse, people: World) -> None:
    made, sam = a_referral(people), browse("sam")
    address = f"/referrals/{made.id}/sent"
    assert "Nobody has sent words" in sam.get(f"/referrals/{made.id}")
    empty = sam.post(f"{address}/add", name="Rosa", status=422).text
    assert "Write what they say or ask" in empty
    sam.post(f"{address}/add", **{**WORDS, "apart": ""}, file=(BytesIO(PNG), "sea.png"), status=303)
    page = sam.get(address)
    for words in ("Rosa, the person", "I know the way.", "Why is nobody asking Tom?", "sea.png", "Ana typed it"):
        assert words in page
    one = db.session.query(Contribution).one()
    assert sam.http.get(f"/referrals/sent/{one.id}/file").data == PNG
    assert browse("ines").http.get(f"/referrals/sent/{one.id}/file").status_code == 404
    assert b"I know" not in bytes(db.session.connection().exec_driver_sql("select words from contribution").scalar())


def test_those_who_sit_read_it_after_the_persons_words_once_they_have_said_they_have_no_interest(
        browse, people: World) -> None:
    item = a_listed_case(people)
    sends(people, item.referral)
    one = contributing.contribute(item.referral, WORDS | {"name": "Tom Reed", "words": ""},
                                  contributing.File("lamp.png", "image/png", PNG), by=people.sam)
    db.commit()
    declare(people, item, "joe")
    declare(people, item, "bea", interest="I know Rosa")
    file = f"/items/{item.id}/sent/{one.id}"
    page = browse("joe").get(f"/items/{item.id}/pack")
    assert page.index("I want to see the sea") < page.index("I know the way.") < page.index("lamp.png")
    assert browse("joe").http.get(file).data == PNG
    assert browse("bea").http.get(file).status_code == 403
    assert browse("ada").http.get(file).status_code == 404, "who has yet to say has no papers"


def test_whoever_sent_word_counts_as_heard_in_the_papers_and_the_minutes_say_so(browse, people: World) -> None:
    item = a_case_under_way(people)
    panel.invite(item, {"name": "Rosa", "part": "person", "how": "words"}, by=people.kit)
    sends(people, item.referral)
    sends(people, item.referral, name="Ana", words="She must not know I am ill.", apart=True)
    chair = browse("ada").get(f"/items/{item.id}/chair")
    assert "What they sent is with the papers" in chair
    assert "I know the way." in chair
    assert "She must not know" not in chair, "the person may see this screen"
    assert "Sent to the panel" in browse("kit").get(f"/items/{item.id}/record")


def test_what_is_for_those_who_sit_alone_is_in_nobody_elses_copy(people: World) -> None:
    item = a_listed_case(people)
    panel.invite(item, {"name": "Rosa", "part": "person", "how": "come"}, by=people.kit)
    sends(people, item.referral, name="Ana", words="She must not know I am ill.", apart=True)
    declare(people, item, "joe")
    readers = [*packs.sitters(item.meeting), *packs.asked(item.meeting, [item])]
    copies = packs.make_copies(item.meeting, readers, by=people.kit)
    told = {one.called: str(cases(one, papers_of(one), people.kit)[0].parts) for one in copies}
    assert "She must not know" in told[people.joe.name]
    assert "She must not know" not in told["Rosa"]


def test_what_is_for_those_who_sit_alone_is_closed_to_others_who_see_the_record(browse, people: World) -> None:
    made = a_referral(people)
    contributing.contribute(made, WORDS | {"name": "Ana", "words": "She must not know I am ill.", "apart": True},
                            contributing.File("scan.png", "image/png", PNG), by=people.sam)
    db.commit()
    page, file = f"/referrals/{made.id}/sent", f"/referrals/sent/{db.session.query(Contribution).one().id}/file"
    for reader in ("sam", "kit"):
        assert "She must not know" in browse(reader).get(page)
    told = browse("mo").get(page)
    assert "She must not know" not in told
    assert "Only those who sit on the panel may read this." in told
    assert browse("mo").http.get(file).status_code == 403
    assert browse("sam").http.get(file).data == PNG


def test_taken_back_it_is_kept_and_shown_to_nobody(browse, people: World) -> None:
    item = a_listed_case(people)
    one = sends(people, item.referral)
    assert "I know the way." in str([part.told() for part in parts(item, [])])
    sam, address = browse("sam"), f"/referrals/{item.referral_id}/sent"
    sam.post(f"/referrals/sent/{one.id}/take-back", at=address, status=303)
    assert "I know the way." not in sam.get(address)
    kept = db.session.query(Contribution).one()
    assert kept.words == "I know the way."
    assert kept.referral.sent == []
    assert "I know the way." not in str([part.told() for part in parts(stored(item), [])])


def test_a_person_who_wants_to_send_words_is_a_gap_until_they_are_here(people: World) -> None:
    made = a_draft(people, taking_part="words")
    assert "not-sent-yet" in {gap.id for gap in gaps(gathering.case(made)[0])}
    sends(people, made)
    assert "not-sent-yet" not in {gap.id for gap in gaps(gathering.case(made)[0])}


def test_who_may_keep_it_and_until_when(people: World) -> None:
    made = a_referral(people)
    with pytest.raises(Refused):
        contributing.contribute(made, WORDS, None, by=people.joe)
    made.state = "advised"
    with pytest.raises(NotNow):
        contributing.contribute(made, WORDS, None, by=people.sam)


def test_what_somebody_is_to_the_person_is_known_from_the_record(people: World) -> None:
    rosa = a_referral(people).person
    known = {name: contributing.part_of(rosa, name) for name in (rosa.known_as, "A neighbour")}
    assert known == {rosa.known_as: "person", "A neighbour": "guest"}
