"""The addresses of information pages: the codes there are, and nothing else."""

from __future__ import annotations

from dsr.website import content
from dsr.website.rendering import OWN_ADDRESS


class PageCodeConverter:
    """The code of an information page, which is the name of its file."""

    regex = "|".join(code for code in sorted(content.codes(), key=len, reverse=True) if code not in OWN_ADDRESS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
