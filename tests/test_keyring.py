"""Words about people are sealed: to their column, against alteration, and across changes of key."""

import dataclasses
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskpanel.errors import Misconfigured
from riskpanel.keyring import Keyring, name_words, new_keyring, normalised, read_keyring, rotated, write_keyring

RING = new_keyring()
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(WORDS)
def test_what_is_sealed_opens_again_in_its_own_column_only(words: str) -> None:
    sealed = RING.seal(words, "person.name")
    assert RING.open(sealed, "person.name") == words
    with pytest.raises(Misconfigured, match="moved"):
        RING.open(sealed, "person.address")


@given(WORDS.filter(lambda words: len(words) > 3))
def test_sealed_words_are_not_the_words_and_never_twice_the_same(words: str) -> None:
    sealed = RING.seal(words, "person.name")
    assert words.encode() not in sealed
    assert sealed != RING.seal(words, "person.name")


def test_an_alteration_of_any_byte_is_refused() -> None:
    sealed = RING.seal("Rosa keeps budgies", "person.about_me")
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(Misconfigured):
            RING.open(bytes(altered), "person.about_me")


def test_words_cut_short_anywhere_are_refused_in_a_sentence() -> None:
    sealed = RING.seal("Rosa keeps budgies", "person.about_me")
    for length in range(len(sealed)):
        with pytest.raises(Misconfigured):
            RING.open(sealed[:length], "person.about_me")


def test_another_installations_key_opens_nothing() -> None:
    with pytest.raises(Misconfigured):
        new_keyring().open(RING.seal("Rosa", "person.name"), "person.name")


def test_after_a_change_of_key_older_words_still_open_and_new_words_need_the_new_key() -> None:
    older = RING.seal("Rosa", "person.name")
    newer_ring = rotated(RING)
    assert newer_ring.open(older, "person.name") == "Rosa"
    newer = newer_ring.seal("Rosa", "person.name")
    with pytest.raises(Misconfigured, match="not in the key file"):
        RING.open(newer, "person.name")


def test_a_change_of_key_keeps_people_findable_and_the_trail_whole() -> None:
    again = rotated(RING)
    assert (again.index_key, again.trail_key, again.session_key) == (RING.index_key, RING.trail_key, RING.session_key)


@pytest.mark.parametrize(("one", "other"), [("Zoë", "ZOE"), ("O'Neill", "oneill"), ("999 000 0018", "9990000018")])
def test_a_name_is_found_however_it_is_typed(one: str, other: str) -> None:
    assert RING.blind(one, "name") == RING.blind(other, "name")


def test_a_fingerprint_says_nothing_to_another_purpose_or_another_key() -> None:
    others = {RING.blind("Rosa", "name"), RING.blind("Rosa", "nhs"), new_keyring().blind("Rosa", "name")}
    assert len(others) == 3


@given(WORDS)
def test_normalising_twice_changes_nothing_more(words: str) -> None:
    assert normalised(normalised(words)) == normalised(words)


def test_each_word_of_a_name_can_be_found_by() -> None:
    assert name_words("Zoë Carr-Smith", "Zo", " ") == {"Zoë", "Carr", "Smith", "Zo"}


def test_the_key_file_is_its_owners_alone_and_reads_back(tmp_path: Path) -> None:
    file = tmp_path / "home" / "keys.json"
    write_keyring(RING, file)
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]
    assert read_keyring(file) == RING


@pytest.mark.parametrize("text", ["", "{}", "[]", "not json", '{"data_keys": {"1": "%%%"}}'])
def test_a_key_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured, match="cannot be read"):
        read_keyring(file)


def test_a_missing_key_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="keys new"):
        read_keyring(tmp_path / "keys.json")


def test_a_ring_cannot_be_changed_in_passing() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        RING.current = 2  # type: ignore[misc]
    assert isinstance(RING, Keyring)
