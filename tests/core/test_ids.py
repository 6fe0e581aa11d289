import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dsr.core import ids

bodies = st.text(alphabet=ids.ALPHABET, min_size=7, max_size=7)
places = st.integers(0, 7)


def written(body):
    return ids._written("CW", body + ids._check_character(body))


def exchange(reference, first, second):
    letters = list(reference.replace("-", ""))
    letters[2 + first], letters[2 + second] = letters[2 + second], letters[2 + first]
    return "".join(letters)


def test_public_ids_are_sixteen_lower_case_characters_and_differ():
    made = {ids.new_public_id() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(ids.PUBLIC_ID_PATTERN, one) for one in made)


def test_the_public_id_pattern_is_the_alphabet():
    assert {c for c in map(chr, range(128)) if re.fullmatch(ids.PUBLIC_ID_PATTERN, c * 16)} == set(ids.ALPHABET.lower())


def test_tokens_hold_at_least_128_bits_and_suit_an_address():
    token = ids.new_token()
    assert len(token) * 6 >= 128
    assert re.fullmatch(r"[A-Za-z0-9_-]+", token)
    assert token != ids.new_token()


def test_a_token_is_kept_as_its_hash():
    assert ids.hash_token("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_new_reference_reads_as_it_is_written():
    reference = ids.new_reference("cw")
    assert re.fullmatch(r"CW-[0-9A-Z]{4}-[0-9A-Z]{4}", reference)
    assert ids.normalise_reference(reference) == reference
    assert ids.validate_reference(reference)


def test_a_reference_needs_a_prefix_of_letters():
    with pytest.raises(ValueError, match="letters"):
        ids.new_reference("C1")


@given(bodies)
def test_spaces_dashes_and_case_do_not_matter(body):
    reference = written(body)
    assert ids.normalise_reference(f"  {reference.lower().replace('-', ' ')} ") == reference
    assert ids.normalise_reference(reference.replace("-", "")) == reference


@given(bodies, st.sampled_from("il"))
def test_look_alikes_are_read_as_the_digits_they_look_like(body, one):
    reference = written(body)
    typed = reference[:3] + reference[3:].lower().replace("0", "o").replace("1", one)
    assert ids.normalise_reference(typed) == reference


def test_look_alike_digits_in_the_prefix_are_read_as_letters():
    reference = ids.new_reference("IO")
    assert ids.normalise_reference("10" + reference[2:]) == reference


@given(bodies, places, st.sampled_from(ids.ALPHABET))
def test_one_wrong_character_is_always_found(body, place, other):
    typed = list(written(body).replace("-", ""))
    assume(typed[2 + place] != other)
    typed[2 + place] = other
    assert not ids.validate_reference("".join(typed))


@given(bodies, places, places)
def test_two_exchanged_characters_are_always_found(body, first, second):
    reference = written(body)
    typed = exchange(reference, first, second)
    assume(typed != reference.replace("-", ""))
    assert not ids.validate_reference(typed)


@pytest.mark.parametrize("text", ["", "CW", "12345678", "CW-7F3K", "CW-7F3U-9QXD", "é", "CW-7F3K-9QXD-7F3K"])
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(ids.InvalidReference):
        ids.normalise_reference(text)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    assert ids.validate_reference(text) in (True, False)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_public_id_for_something_is_always_the_same_and_differs_from_others(first, second):
    made = ids.public_id_for(first, second)
    assert re.fullmatch(ids.PUBLIC_ID_PATTERN, made)
    assert made == ids.public_id_for(first, second)
    assert made != ids.public_id_for(first, second + "x")
