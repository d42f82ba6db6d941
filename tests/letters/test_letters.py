"""Outcome letters: made at once, checked, sent and noted; each by what its reader may know; every route to disagree."""

from io import BytesIO

import pikepdf
import pytest

from riskpanel import db
from riskpanel.advice import services as advice
from riskpanel.clock import today
from riskpanel.errors import Incomplete, NotNow, Refused
from riskpanel.letters import services
from riskpanel.letters.models import OutcomeLetter
from riskpanel.letters.queries import letters_of
from riskpanel.messages.models import Message
from riskpanel.panel import services as panel
from riskpanel.panel.models import Advice
from tests.advice.test_road import dated
from tests.panel.cases import a_case_under_way, an_advice, declare
from tests.referrals.cases import Statements
from tests.stories import World

TODAY = dated("sent_on", 0)
RIGHT = {"right": ["reader", "address", "words"]}
REPLY = {"answer": "in-part", "decision": "Rosa goes, and Ana is told.", "reasons": "Ana worries."}
ROUTES = ("Talk to Mo Bright", "01632 960000", "Ask for an advocate", "looked at again if something has changed",
          "Make a complaint", "Local Government and Social Care Ombudsman", "Court of Protection", "judicial review",
          "We have not confirmed whether it applies", "None of them has to wait", "Ring 999")


def advised_with_voices(people: World) -> Advice:
    """The panel's advice on a case to which Rosa, her sister and her advocate were asked."""
    item = a_case_under_way(people)
    for name, part in (("Rosa", "person"), ("Ana Delgado", "family"), ("Val Reid", "advocate"), ("Dr Ode", "guest")):
        panel.invite(item, {"name": name, "part": part, "how": "come"}, by=people.kit)
    return an_advice(people, item)


def letter_to(made: Advice, kind: str, about: str = "advised") -> OutcomeLetter:
    db.session.expire_all()
    return next(one for one in letters_of(made) if (one.to_kind, one.about) == (kind, about))


def test_letters_are_there_as_soon_as_the_panel_advises_and_read_whole(browse, people: World) -> None:
    made = advised_with_voices(people)
    kinds = [one.to_kind for one in letters_of(made)]
    assert kinds == ["person", "advocate", "family", "referrer", "decision-maker"]
    kit = browse("kit")
    page = kit.get(f"/letters/{letter_to(made, 'person').id}")
    for words in ("Dear Rosa", "The panel advises an option that leaves the person freer", "A card to show",
                  "Walk the route once", "They have not replied to the panel yet", *ROUTES):
        assert words in page, words
    easy = kit.get(f"/letters/{letter_to(made, 'person').id}?read=easy")
    for words in ("Hello Rosa", "You can talk to Mo Bright", "advocate", "ombudsman", "complain", "Court of Protection",
                  "judicial review", "You do not have to wait", "ring 999"):
        assert words in easy, words
    to_ana = kit.get(f"/letters/{letter_to(made, 'family').id}")
    assert "about a decision in Rosa’s life" in to_ana
    assert "helps Rosa to say what Rosa wants" in to_ana


def test_a_letter_is_taken_as_pdf_and_as_word_with_its_reader_on_the_page(browse, people: World) -> None:
    made = advised_with_voices(people)
    kit, one = browse("kit"), letter_to(made, "person")
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        for read in ("", "?read=easy"):
            taken = kit.http.get(f"/letters/{one.id}.{ending}{read}")
            assert (taken.status_code, taken.data.startswith(begins)) == (200, True)
    assert kit.http.get(f"/letters/{one.id}.exe").status_code == 404
    sheet = kit.http.get(f"/advice/{made.id}/read-back-sheet.pdf")
    with pikepdf.open(BytesIO(sheet.data)) as opened:
        assert opened.Root.MarkInfo.Marked
    page = browse("ada").get(f"/advice/{made.id}/read-back-sheet")
    for words in ("What the panel said on", "The panel does not decide.", "You can ask somebody to help you"):
        assert words in page


def test_family_is_told_once_somebody_says_why_they_may_be(browse, people: World) -> None:
    made = advised_with_voices(people)
    kit, one = browse("kit"), letter_to(made, "family")
    address = f"/letters/{one.id}/check"
    assert "Choose why they may be told" in kit.post(address, **RIGHT, status=422).text
    assert "Check all three" in kit.post(address, entitled="agrees", right=["words"], status=422).text
    kit.post(address, entitled="agrees", added="Thank you for the film.", **RIGHT, status=303)
    page = kit.get(f"/letters/{one.id}")
    for words in ("Rosa agrees that you are told", "Thank you for the film.", "Checked, to be sent"):
        assert words in page
    with pytest.raises(Incomplete, match="Choose why they may be told"):
        services.check(_unsaid(made), {}, by=people.kit)


def _unsaid(made: Advice) -> OutcomeLetter:
    other = letter_to(made, "advocate")
    other.entitled = ""
    return other


def test_a_letter_may_be_kept_back_with_a_reason_and_never_the_persons(browse, people: World) -> None:
    made = advised_with_voices(people)
    kit, one = browse("kit"), letter_to(made, "family")
    assert "Say why this letter is not sent" in kit.post(f"/letters/{one.id}/keep-back", status=422).text
    kit.post(f"/letters/{one.id}/keep-back", why_not="Rosa does not want it.", status=303)
    assert "Not sent: Rosa does not want it." in kit.get(f"/letters/{one.id}")
    own = letter_to(made, "person")
    assert "Do not send it" not in kit.get(f"/letters/{own.id}")
    refused = kit.post(f"/letters/{own.id}/keep-back", why_not="No", status=422)
    assert "The person is always told" in refused.text


def test_a_checked_letter_is_sent_with_when_and_how_and_only_then_leaves_the_list(browse, people: World) -> None:
    made = advised_with_voices(people)
    kit, one = browse("kit"), letter_to(made, "person")
    with pytest.raises(NotNow):
        services.send(one, "post", today(), by=people.kit)
    kit.post(f"/letters/{one.id}/check", address="4 Elm Row", **RIGHT, status=303)
    address = f"/letters/{one.id}/sent"
    tomorrow = kit.post(address, how="post", **dated("sent_on", 1), status=422)
    assert "must be today or earlier" in tomorrow.text
    assert 'value="message"' not in kit.get(address)
    kit.post(address, how="aloud", **TODAY, status=303)
    assert "read aloud, with a copy left" in kit.get(f"/letters/{one.id}")
    afterwards = f"/meetings/{made.item.meeting_id}/afterwards"
    assert "Rosa Delgado, the person" not in kit.get(afterwards)


def test_a_colleague_is_told_by_a_message_that_says_nothing_of_anybody(browse, people: World) -> None:
    made = advised_with_voices(people)
    kit, one = browse("kit"), letter_to(made, "referrer")
    kit.post(f"/letters/{one.id}/check", **RIGHT, status=303)
    kit.post(f"/letters/{one.id}/sent", how="message", **TODAY, status=303)
    message = db.session.query(Message).filter_by(kind="letter-ready").one()
    assert message.to_user_id == people.sam.id
    assert "Rosa" not in message.body
    assert "Dear Sam Okoro" in browse("sam").get(f"/letters/{one.id}")


def test_only_those_who_arrange_the_case_or_are_written_to_see_a_letter(browse, people: World) -> None:
    item = a_case_under_way(people)
    declare(people, item, "joe", interest="She is my cousin")
    made = an_advice(people, item)
    one = letter_to(made, "person")
    for name in ("bea", "sam", "lea"):
        with pytest.raises(Refused):
            services.check(one, {}, by=people.users[name])
    for name, status in (("joe", 403), ("bea", 403), ("ines", 404), ("mo", 404), ("sam", 404), ("adi", 403)):
        browse(name).get(f"/letters/{one.id}", status=status)


def test_a_record_that_changes_after_the_check_asks_for_another(browse, people: World) -> None:
    made = advised_with_voices(people)
    kit, one = browse("kit"), letter_to(made, "person")
    kit.post(f"/letters/{one.id}/check", **RIGHT, status=303)
    assert "The record has changed" not in kit.get(f"/letters/{one.id}")
    advice.dissent(db.session.get_one(Advice, made.id), "It asks too little.", by=people.bea, named=False)
    db.commit()
    page = kit.get(f"/letters/{one.id}")
    assert "The record has changed since this letter was checked" in page
    assert "It asks too little." not in page
    kit.post(f"/letters/{one.id}/check", **RIGHT, status=303)
    assert "It asks too little." in kit.get(f"/letters/{one.id}")


def test_the_reply_makes_letters_that_tell_the_decision_in_place_of_those_not_gone(browse, people: World) -> None:
    made = advised_with_voices(people)
    kit = browse("kit")
    gone, back = letter_to(made, "referrer"), letter_to(made, "family")
    kit.post(f"/letters/{gone.id}/check", **RIGHT, status=303)
    kit.post(f"/letters/{gone.id}/sent", how="hand", **TODAY, status=303)
    kit.post(f"/letters/{back.id}/keep-back", why_not="Rosa does not want it.", status=303)
    browse("mo").post(f"/advice/{made.id}/reply", **REPLY, status=303)
    told = {(one.to_kind, one.about): one.state for one in letters_of(made)}
    assert told == {("person", "advised"): "replaced", ("advocate", "advised"): "replaced",
                    ("family", "advised"): "not-sent", ("referrer", "advised"): "sent",
                    ("decision-maker", "advised"): "replaced", ("person", "decided"): "to-check",
                    ("advocate", "decided"): "to-check", ("referrer", "decided"): "to-check"}
    page = kit.get(f"/letters/{letter_to(made, 'person', 'decided').id}")
    for words in ("Rosa goes, and Ana is told.", "Mo Bright", "Ana worries.", *ROUTES):
        assert words in page, words


def test_pages_of_letters_ask_little_of_the_database(browse, people: World) -> None:
    made = advised_with_voices(people)
    kit, one = browse("kit"), letter_to(made, "person")
    for page in (f"/letters/{one.id}", f"/letters/{one.id}/check", f"/meetings/{made.item.meeting_id}/afterwards", "/"):
        with Statements() as sent:
            kit.get(page)
        assert sent.count <= 12, (page, sent.said)
