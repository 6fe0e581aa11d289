"""What a browser claims to come from."""

import pytest

from dsr.core.addresses import split_address


@pytest.mark.parametrize(
    ("text", "host"), [("https://a.example:8/x", "a.example:8"), ("", ""), ("http://[", ""), ("http://[::bad", "")]
)
def test_the_host_of_what_may_be_no_address(text: str, host: str):
    assert split_address(text).netloc == host
