"""Addresses are kept, but never across languages or readings, and never with a secret in them."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from dsr.core import reading
from dsr.core.page_links import _kept, address


def test_it_is_the_address_of_the_page():
    assert address("person", pid="a" * 16) == reverse("person", kwargs={"pid": "a" * 16})
    assert address("start") == "/"


def test_each_language_and_reading_has_its_own():
    found = {address("help_now")}
    with translation.override("ur"):
        found.add(address("help_now"))
    with reading.spoken("easy"):
        found.add(address("help_now"))
    assert found == {"/get-help-now/", "/ur/get-help-now/", "/easy-read/get-help-now/"}


def test_a_secret_is_not_kept():
    before = _kept.cache_info().currsize
    token = "s" * 43
    assert token in address("refer_resume", token=token)
    assert _kept.cache_info().currsize == before


def test_a_page_that_is_not_there_is_said():
    with pytest.raises(NoReverseMatch):
        address("no_such_page")
