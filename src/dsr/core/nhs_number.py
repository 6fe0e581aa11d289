"""NHS numbers: ten digits, the last a Modulus 11 check digit (NHS data dictionary, "NHS NUMBER").

Asked for, never required. Kept as ten digits; shown 3-3-4.
"""

import re

from django.utils.translation import gettext, ngettext

_SEPARATORS = re.compile(r"[\s\-‐‑‒–—.·]+")  # \s includes the no-break spaces pasted from records
_NATIONAL_INSURANCE = re.compile(r"[A-Z]{2}\d{6}[A-D]?")
_LENGTH = 10


class InvalidNHSNumber(ValueError):
    """The text is no NHS number. Its message is a sentence for the user."""


def parse_nhs_number(text: str) -> str:
    """The ten digits, from however somebody typed them; raises `InvalidNHSNumber`."""
    typed = _SEPARATORS.sub("", text).upper()
    if not typed:
        raise InvalidNHSNumber(gettext("Enter an NHS number, or say that you do not know it."))
    if _NATIONAL_INSURANCE.fullmatch(typed):
        raise InvalidNHSNumber(
            gettext("That looks like a National Insurance number. An NHS number is 10 digits, like 999 123 4567.")
        )
    if not (typed.isascii() and typed.isdigit()):
        raise InvalidNHSNumber(gettext("An NHS number has only digits in it, like 999 123 4567."))
    if len(typed) != _LENGTH:
        raise InvalidNHSNumber(_wrong_length(len(typed)))
    if not is_valid_nhs_number(typed):
        raise InvalidNHSNumber(gettext("That is not an NHS number. Check each digit, or say that you do not know it."))
    return typed


def is_valid_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the right check digit. Ten times the same digit is never issued."""
    if not re.fullmatch(r"[0-9]{10}", digits) or len(set(digits)) == 1:
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == int(digits[9])


def format_nhs_number(digits: str) -> str:
    """`9991234567` as `999 123 4567`, with no-break spaces so that it stays on one line."""
    return "\u00a0".join((digits[:3], digits[3:6], digits[6:]))


def _wrong_length(count: int) -> str:
    sentence = ngettext(
        "An NHS number has 10 digits. You entered %(count)s digit.",
        "An NHS number has 10 digits. You entered %(count)s digits.",
        count,
    )
    return sentence % {"count": count}
