"""UK postcodes: read as typed, kept and shown as `CV1 2NT`. Which council serves one is for policy to say."""

import re

from django.utils.translation import gettext

_POSTCODE = re.compile(
    r"""(?P<outward>[A-Z]{1,2}[0-9][A-Z0-9]?)   # area and district
        (?P<inward>[0-9][ABD-HJLNP-UW-Z]{2})    # sector and unit: C, I, K, M, O and V are never used there
    """,
    re.VERBOSE,
)


class InvalidPostcode(ValueError):
    """The text is no full UK postcode. Its message is a sentence for the user."""


def parse_postcode(text: str) -> str:
    """The postcode as written on an envelope, whatever the spaces and case; raises `InvalidPostcode`."""
    found = _POSTCODE.fullmatch(re.sub(r"[\s.\-]+", "", text).upper())
    if not found:
        raise InvalidPostcode(gettext("Enter a full UK postcode, like AB1 2CD."))
    return f"{found['outward']} {found['inward']}"


def is_postcode(text: str) -> bool:
    """Whether the text reads as a full UK postcode. It may still be one that no address has."""
    try:
        parse_postcode(text)
    except InvalidPostcode:
        return False
    return True


def sector(postcode: str) -> str:
    """`CV1 2` of `CV1 2NT`: the part that names a neighbourhood and no house."""
    return parse_postcode(postcode)[:-2]
