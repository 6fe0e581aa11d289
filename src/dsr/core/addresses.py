"""Addresses that a browser claims in its headers: never trusted to be well formed."""

from urllib.parse import SplitResult, urlsplit


def split_address(text: str) -> SplitResult:
    """The parts of an address; all of them empty when it is none, such as `http://[`."""
    try:
        return urlsplit(text)
    except ValueError:
        return urlsplit("")
