"""NHS numbers and postcodes, tolerant of how people write them."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError

from dsr.core.forms.text import TextField
from dsr.core.nhs_number import InvalidNHSNumber, parse_nhs_number
from dsr.core.postcodes import InvalidPostcode, parse_postcode


class NhsNumberField(TextField):
    """Cleans to ten digits. Offer it; never depend on it."""

    inputmode = "numeric"
    runs_left_to_right = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, "width": 10} | kwargs)

    def clean(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().clean(value))
        try:
            return parse_nhs_number(text) if text else ""
        except InvalidNHSNumber as error:
            raise ValidationError(str(error), code="nhs_number") from None


class PostcodeField(TextField):
    """Cleans to the postcode as on an envelope, "SW1A 2AA"."""

    runs_left_to_right = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 20, "width": 10} | kwargs)

    def clean(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().clean(value))
        try:
            return parse_postcode(text) if text else ""
        except InvalidPostcode as error:
            raise ValidationError(str(error), code="postcode") from None
