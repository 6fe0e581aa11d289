import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.core.postcodes import InvalidPostcode, is_postcode, parse_postcode, sector


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("CV1 2NT", "CV1 2NT"),
        ("cv12nt", "CV1 2NT"),
        (" cv 1  2 n t ", "CV1 2NT"),
        ("CV1-2NT", "CV1 2NT"),
        ("cv34\u00a06aa", "CV34 6AA"),
        ("m1 1ae", "M1 1AE"),
        ("sw1a1aa", "SW1A 1AA"),
        ("W1A 0AX", "W1A 0AX"),
    ],
)
def test_it_is_read_however_it_is_typed(text, postcode):
    assert parse_postcode(text) == postcode


@pytest.mark.parametrize("text", ["", "CV1", "2NT", "CV1 2N", "1CV 2NT", "CV1 2CO", "ÇV1 2NT", "CV1 2NTX"])
def test_anything_else_is_refused(text):
    with pytest.raises(InvalidPostcode, match="full UK postcode"):
        parse_postcode(text)


def test_the_sector_names_no_house():
    assert sector("cv12nt") == "CV1 2"


@given(st.text(max_size=12))
def test_reading_twice_changes_nothing(text):
    if is_postcode(text):
        assert parse_postcode(parse_postcode(text)) == parse_postcode(text)
