"""What the lists of common passwords miss because of our length: short words made long."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

FEWEST_CHARACTERS = 6
REPEATED = re.compile(r"(.+?)\1+$")


class TooPlainValidator:
    """Refuses a few characters, or one word, said again and again ("passwordpassword")."""

    def validate(self, password: str, user: object = None) -> None:
        text = password.lower()
        if len(set(text)) < FEWEST_CHARACTERS or REPEATED.fullmatch(text):
            raise ValidationError("This password repeats itself too much. Use three or more different words.")

    def get_help_text(self) -> str:
        return "Do not repeat the same word or characters."
