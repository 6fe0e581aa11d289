"""What leaves for the log is scrubbed first: no name, number or words about a person.

Database errors quote the row they refuse, and a debugging line may print a value with its field's name. Which names
are private the apps say in ``privacy.py``; the traceback is part of what is scrubbed.
"""

from __future__ import annotations

import logging
import re
from functools import cache

from django.apps import apps

from dsr.core.nhs_number import is_valid_nhs_number
from dsr.core.privacy import Privacy, names

REMOVED = "[removed]"
ROW = re.compile(r"(Failing row contains \().*?(\)\.?$)", re.DOTALL | re.MULTILINE)
KEY = re.compile(r"Key \((?P<names>[^()]*(?:\([^()]*\))?[^()]*)\)=\(.*?\)(?= |$)", re.MULTILINE)
#: The secret of a link in an address, as core.ids.new_token makes it.
SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,64}(?![A-Za-z0-9_.-])")
TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")


class ScrubbedFormatter(logging.Formatter):
    """A line of the log without what is private."""

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


def scrub(text: str) -> str:
    """The text without refused rows and keys, secret links, NHS numbers, and values beside a private field's name."""
    text = ROW.sub(rf"\1{REMOVED}\2", text)
    text = KEY.sub(rf"Key (\g<names>)=({REMOVED})", text)
    text = SECRET.sub(REMOVED, text)
    text = TEN_DIGITS.sub(_unless_nhs_number, text)
    return _pairs().sub(rf"\g<name>\g<between>{REMOVED}", text) if apps.ready else text


def _unless_nhs_number(found: re.Match[str]) -> str:
    return REMOVED if is_valid_nhs_number(re.sub(r"[ -]", "", found[0])) else found[0]


@cache
def _pairs() -> re.Pattern[str]:
    """`family_name='Smith'`, `"phone": "0770…"` and the like."""
    private = "|".join(sorted(map(re.escape, names(Privacy.IDENTIFYING) | {"password", "token"})))
    value = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s,;)}\]'"]+)"""
    return re.compile(rf"""(?P<name>['"]?\b(?:{private})['"]?)(?P<between>\s*[=:]\s*){value}""")
