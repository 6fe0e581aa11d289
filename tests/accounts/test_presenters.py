"""Words for what sign-in keeps."""

import pytest

from dsr.accounts.presenters import browser


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/18 Safari/605", "Safari on Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) AppleWebKit Safari", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/140 Safari", "Chrome on Android"),
        ("curl on Linux", "Linux"),
        ("Firefox", "Firefox"),
        ("", "Not known"),
    ],
)
def test_a_browser_is_named_plainly(said, words):
    assert browser(said) == words
