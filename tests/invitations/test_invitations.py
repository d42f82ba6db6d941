"""Invitations: one press makes the whole set, each person gets what they can read, and nobody else's details."""

import io
import re
import zipfile
from datetime import timedelta

import pytest

from riskpanel import db, trail
from riskpanel.actions import Action
from riskpanel.errors import Incomplete
from riskpanel.invitations import letters, queries, services
from riskpanel.invitations.words import EASY_APART, EASY_FOR_FAMILY, EASY_PURPOSE, IN_WRITING, TOGETHER
from riskpanel.messages.models import Message
from riskpanel.panel import services as panel
from riskpanel.panel.forms import PARTS
from tests.documents.reading import read
from tests.invitations.guests import ASKED, a_meeting_with_guests, the
from tests.packs.papers import another_case
from tests.panel.cases import a_listed_case, declare, stored
from tests.stories import World

PRIVATE = ("Rosa", "Whitby", "Ana", "Delgado", "sea")


def sent_to(*names: str) -> list[Message]:
    """The messages in the outbox about invitations, by kind."""
    return [one for one in db.session.query(Message).order_by(Message.made_at) if one.kind in names]


def test_one_press_makes_the_whole_set_and_says_what_is_left_to_print(browse, people: World) -> None:
    item = a_meeting_with_guests(people)
    kit, address = browse("kit"), f"/meetings/{item.meeting_id}/invitations"
    page = kit.get(address)
    for words in ("Rosa", "Ana Delgado", "Joe Tan", "By hand: Sam Okoro", "By e-mail", "Not sent yet",
                  "Easy read and standard"):
        assert words in page
    said = kit.http.get(kit.post(address, status=303).location).text
    assert "12 invitations made. 7 by e-mail. Now print the letters of the others." in said
    assert "Not sent yet" not in kit.get(address)
    assert len(queries.sendings(stored(item).meeting)) == len(ASKED) + 5
    again = kit.http.get(kit.post(address, status=303).location).text
    assert "Everybody has their invitation, and nothing in it has changed." in again
    assert [len(sent_to(kind)) for kind in ("meeting-called", "invited")] == [4, 2], "Kit tells nobody of their own"


def test_a_message_says_what_who_and_what_is_wanted_with_a_link_and_no_personal_detail(browse, people: World) -> None:
    item = a_meeting_with_guests(people)
    browse("kit").post(f"/meetings/{item.meeting_id}/invitations", status=303)
    messages = sent_to("meeting-called", "invited")
    assert messages
    for one in messages:
        assert not [words for words in PRIVATE if words in one.subject + one.body]
        assert "Panel coordinator" in one.body
        link = re.search(r"http://\S+?(/\S+)", one.body)
        assert link
        name = next(short for short, user in people.users.items() if user.id == one.to_user_id)
        browse(name).get(link[1])


def test_until_everybody_has_their_invitation_it_is_owed_by_the_day_the_agenda_goes_out(browse, people: World) -> None:
    item = a_meeting_with_guests(people)
    kit, owed = browse("kit"), "Send the agenda and the invitations of the meeting"
    page = kit.get("/")
    assert owed in page
    assert owed not in browse("ada").get("/"), "the minute-taker owes it"
    kit.post(f"/meetings/{item.meeting_id}/invitations", status=303)
    assert owed not in kit.get("/")
    panel.invite(stored(item), {"name": "Tom Reed", "part": "guest", "how": ""}, by=people.kit)
    db.commit()
    assert owed in kit.get("/")


def test_what_has_changed_since_it_was_sent_is_sent_again(browse, people: World) -> None:
    item = a_meeting_with_guests(people)
    kit, address = browse("kit"), f"/meetings/{item.meeting_id}/invitations"
    kit.post(address, status=303)
    panel.set_minutes(stored(item), 25, by=people.kit)
    db.commit()
    assert kit.get(address).count("Changed since it was sent") == len(ASKED)
    kit.post(address, status=303)
    assert "Changed since it was sent" not in kit.get(address)
    kept = db.earlier_versions(queries.sendings(stored(item).meeting)[the(stored(item), "Ana Delgado").id])
    assert "for about 40 minutes" in str(kept[0].values["told"])


def test_the_letters_to_print_are_a_file_each_and_no_file_is_named_for_anybody(browse, people: World) -> None:
    item = a_meeting_with_guests(people)
    answer = browse("kit").http.get(f"/meetings/{item.meeting_id}/invitations.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        letters_made = {name: read(archive.read(name)) for name in names if name.endswith(".pdf")}
        calendars = [archive.read(name).decode() for name in names if name.endswith(".ics")]
    assert not [name for name in names if any(words in name for words in PRIVATE)]
    assert len(calendars) == 12
    assert not [words for words in PRIVATE for one in calendars if words in one]
    assert len(letters_made) == 6, "Rosa has two letters, and four others who have no account one each"
    for found in letters_made.values():
        assert found.tagged
        assert all(item.referral.person.reference in page for page in found.pages)
        assert sum(f"Copy for {name}" in found.pages[0] for name, _part, _how in ASKED) == 1


@pytest.mark.parametrize("ending", ["", ".pdf", ".docx"])
def test_the_letter_comes_on_screen_as_pdf_and_as_word(browse, people: World, ending: str) -> None:
    item = a_meeting_with_guests(people)
    kit = browse("kit")
    for query in ("", "?read=easy"):
        answer = kit.http.get(f"/invitations/{the(item, 'Rosa').id}/letter{ending}{query}")
        assert answer.status_code == 200
        assert len(answer.data) > 2_000
    assert kit.http.get(f"/invitations/{the(item, 'Rosa').id}/letter.exe").status_code == 404


def test_the_letter_says_purpose_who_the_part_and_every_way_to_take_part(people: World) -> None:
    item = stored(a_meeting_with_guests(people))
    item.break_minutes, item.private_minutes, item.arranged = 10, 5, "Iva meets you at the door at ten."
    text = words_of(letters.letter_of(the(item, "Rosa"), item, easy=False))
    for words in ("Dear Rosa,", "your life", item.referral.question, "Ada Finch, chair:", "Kit Lowe, minute-taker",
                  "Ana Delgado: family or friend", "We hear you first", "bring somebody you trust",
                  "Send somebody to speak for you", "pictures, a film", "Not take part", "We then write to you",
                  "ask for a break at any time", "Short sentences and time to think", "Iva meets you at the door",
                  "spends 5 minutes on something that belongs to somebody else", "It does not make the decision",
                  "01632 960000"):
        assert words in text, words
    theirs = "\n".join(words for part in letters.letter_of(the(item, "Ana Delgado"), item, easy=False)
                       for words in part.sentences)
    assert "Rosa’s life" in theirs
    assert "Short sentences and time to think" not in theirs


def test_it_says_what_will_happen_and_in_writing_nobody_is_asked_to_come(people: World) -> None:
    item = stored(a_meeting_with_guests(people))
    assert "You go first. Then everybody else" in words_of(letters.letter_of(the(item, "Rosa"), item, easy=False))
    assert "Rosa goes first." in words_of(letters.letter_of(the(item, "Ana Delgado"), item, easy=True))
    item.meeting.held_by = "writing"
    for easy in (False, True):
        told = words_of(letters.letter_of(the(item, "Rosa"), item, easy))
        assert "go anywhere" in told
        assert not [said for said in ("Come to the meeting", "You can come", "Room 2", "go first") if said in told]


def test_family_are_told_what_they_may_see_and_what_they_can_ask_for(people: World) -> None:
    item = stored(a_meeting_with_guests(people))
    for easy, words in ((False, "carer’s assessment"), (True, "We cannot show you everything about Rosa.")):
        assert words in words_of(letters.letter_of(the(item, "Ana Delgado"), item, easy))
        assert words not in words_of(letters.letter_of(the(item, "Rosa"), item, easy))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("held_by", ["", "call", "writing"])
def test_there_is_a_letter_for_every_part_that_somebody_may_play(people: World, part: str, held_by: str) -> None:
    item = a_listed_case(people)
    asked = panel.invite(item, {"name": "Iva Horvat", "part": part, "how": ""}, by=people.kit)
    item.meeting.held_by = held_by
    for easy in (False, True):
        told = words_of(letters.letter_of(asked, item, easy))
        assert "Iva Horvat" in told
        assert "{" not in told


def words_of(told: list[letters.Part]) -> str:
    return "\n".join([*(part.heading for part in told), *(words for part in told for words in part.sentences)])


def test_easy_read_has_one_short_idea_a_line(people: World) -> None:
    item = stored(a_meeting_with_guests(people))
    item.private_minutes = 5
    asking = letters.letter_of(the(item, "Rosa"), item, easy=True)[-1]
    own = {item.referral.question, item.meeting.place, *asking.sentences}
    for name, _part, _how in ASKED:
        for part in letters.letter_of(the(item, name), item, easy=True):
            if part.heading in ("Who will be there?", "What helps", "Who decides?"):
                continue
            for line in set(part.sentences) - own:
                assert len(line.split()) <= 14, line
                assert line.count(".") <= 1, line
    everything = [*EASY_PURPOSE, *EASY_APART, *EASY_FOR_FAMILY]
    for says in (TOGETHER.easy, IN_WRITING.easy):
        everything += [*says.when, *says.where, *says.person, *sum(says.parts.values(), ()), *says.happens, *says.ways]
    assert all(len(line.split()) <= 12 for line in everything)


def test_those_with_an_interest_are_not_among_those_who_will_be_there(people: World) -> None:
    item = a_meeting_with_guests(people)
    declare(people, item, "joe", interest="She is my cousin")
    fresh = stored(item)
    who = next(part for part in letters.letter_of(the(fresh, "Rosa"), fresh, easy=False) if part.listed)
    assert not [line for line in who.sentences if "Joe Tan" in line]


def test_the_second_case_is_asked_to_come_when_it_is_expected(people: World) -> None:
    item = a_listed_case(people)
    item.break_minutes = 10
    trail.record(Action.LIST_REFERRAL, item, by=people.kit)
    other = stored(another_case(people, item.meeting))
    assert letters.joins_at(other) == other.meeting.starts_at + timedelta(minutes=50)
    other.private_minutes = 5
    assert letters.joins_at(other) == other.meeting.starts_at + timedelta(minutes=55)


def test_an_invitation_is_read_by_whoever_arranges_and_by_the_colleague_it_is_for(browse, people: World) -> None:
    item = a_meeting_with_guests(people)
    rosas, sams, mos = (f"/invitations/{the(item, name).id}/letter" for name in ("Rosa", "Sam Okoro", "Mo Bright"))
    assert "Dear Sam Okoro," in browse("sam").get(sams)
    assert "Dear Mo Bright," in browse("mo").get(mos)
    for name, address in (("sam", rosas), ("sam", mos), ("mo", sams), ("ines", sams)):
        browse(name).get(address, status=404)
    browse("joe").get(rosas, status=403)
    kit = browse("kit")
    kit.post(f"/items/{item.id}/interest", declared="yes", what="She is my neighbour", status=303)
    kit.get(rosas, status=403)
    assert "Ana Delgado" not in kit.get(f"/meetings/{item.meeting_id}/invitations")


def test_a_calendar_file_is_for_those_who_sit_and_those_who_are_asked(browse, people: World) -> None:
    item = a_meeting_with_guests(people)
    whole = browse("joe").http.get(f"/meetings/{item.meeting_id}/calendar.ics")
    assert whole.mimetype == "text/calendar"
    assert "SUMMARY:Panel meeting" in whole.text
    assert "LOCATION:Room 2\\, Elmshire House" in whole.text
    own = browse("mo").http.get(f"/invitations/{the(item, 'Mo Bright').id}/calendar.ics").text
    assert "SUMMARY:A meeting" in own
    assert not [words for words in (*PRIVATE, "Mo Bright") if words in own]
    assert browse("sam").http.get(f"/meetings/{item.meeting_id}/calendar.ics").status_code == 403


def test_how_an_invitation_goes_is_settled_and_an_address_is_read_again(browse, people: World) -> None:
    item = a_meeting_with_guests(people)
    kit, address = browse("kit"), f"/invitations/{the(item, 'Ana Delgado').id}/how"
    refused = kit.post(address, letter="easy", way="post", goes_to="", status=422).text
    assert "Enter where the letter goes" in refused
    assert "Check the address against the record" in refused
    kit.post(address, letter="easy", way="post", goes_to="1 Mill Street", checked="yes", status=303)
    page = kit.get(f"/meetings/{item.meeting_id}/invitations")
    assert "By post: 1 Mill Street" in page
    kit.post(address, letter="easy", way="email", goes_to="", status=422)
    with pytest.raises(Incomplete, match="Only a colleague"):
        services.settle(the(stored(item), "Hal Dunn"), {"way": "email", "letter": "easy", "goes_to": ""},
                        by=people.kit)


def test_whoever_takes_no_part_gets_no_letter_and_a_closed_meeting_sends_none(browse, people: World) -> None:
    item = a_meeting_with_guests(people)
    panel.change_invitation(the(item, "Tom Reeve"), {"how": "not"}, by=people.kit)
    db.commit()
    kit, address = browse("kit"), f"/meetings/{item.meeting_id}/invitations"
    assert "Tom Reeve" not in kit.get(address)
    mine = stored(item)
    panel.withdraw(mine, "Settled", by=people.kit)
    panel.open_meeting(mine.meeting, by=people.ada)
    panel.close_meeting(mine.meeting, by=people.ada)
    db.commit()
    assert "The meeting is closed." in kit.get(address)
    kit.send(address, **kit.form("/sign-out"), status=409)
