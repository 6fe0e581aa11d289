import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.core.nhs_number import (
    InvalidNHSNumber,
    format_nhs_number,
    is_valid_nhs_number,
    parse_nhs_number,
)


def completed(nine):
    """Nine digits with their check digit, or nothing where it would be 10."""
    return next((f"{nine}{last}" for last in range(10) if is_valid_nhs_number(f"{nine}{last}")), None)


numbers = st.text(alphabet="0123456789", min_size=9, max_size=9).map(completed).filter(bool)


@pytest.mark.parametrize(
    "text",
    [
        "9434765919",
        "943 476 5919",
        " 943-476-5919 ",
        "943\u00a0476\u00a05919",
        "943\u2013476\u20115919",
        "943\u202f476\u20035919\n",
        "943.476.5919",
    ],
)
def test_it_is_read_however_it_is_typed(text):
    assert parse_nhs_number(text) == "9434765919"


@pytest.mark.parametrize("digits", ["9000000009", "9000000025", "9000000033", "9434765919", "4010232137"])
def test_known_numbers_are_valid(digits):
    assert is_valid_nhs_number(digits)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Enter an NHS number, or say that you do not know it."),
        ("  ", "Enter an NHS number, or say that you do not know it."),
        ("QQ 12 34 56 C", "National Insurance number"),
        ("qq123456c", "National Insurance number"),
        ("QQ123456", "National Insurance number"),
        ("999 123 456x", "only digits"),
        ("999 123 456", "You entered 9 digits."),
        ("1", "You entered 1 digit."),
        ("999 123 45678", "You entered 11 digits."),
        ("999 123 4568", "Check each digit"),
        ("0000000000", "Check each digit"),
        ("٩٩٩١٢٣٤٥٦٧", "only digits"),
    ],
)
def test_each_mistake_has_its_sentence(text, sentence):
    with pytest.raises(InvalidNHSNumber, match=sentence):
        parse_nhs_number(text)


def test_a_remainder_of_one_has_no_check_digit():
    # the service manual's example needs the check digit 10, which no number has
    assert not any(is_valid_nhs_number(f"999123456{last}") for last in range(10))


def test_it_is_shown_in_three_groups_that_stay_on_one_line():
    assert format_nhs_number("9991234567") == "999\u00a0123\u00a04567"


@given(numbers, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(digits, place, step):
    wrong = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    assert not is_valid_nhs_number(wrong)


@given(numbers)
def test_what_is_shown_can_be_read_back(digits):
    assert parse_nhs_number(format_nhs_number(digits)) == digits


@given(st.text(max_size=20))
def test_only_valid_numbers_are_read(text):
    try:
        read = parse_nhs_number(text)
    except InvalidNHSNumber:
        return
    assert is_valid_nhs_number(read)
