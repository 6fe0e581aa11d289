"""The menu a worker sees."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import path

from dsr.core import context, navigation


def page(request):
    raise AssertionError("Only its address is wanted.")


urlpatterns = [
    path("", page, name="front"),
    path("register/", page, name="people"),
    path("register/reviews/", page, name="reviews"),
    path("accounts/", page, name="workers"),
    path("help/", page, name="help_now"),
    path("accessibility/", page, name="accessibility"),
]


@pytest.fixture(autouse=True)
def _menu(settings, monkeypatch):
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(navigation, "_menu", {})
    monkeypatch.setattr(navigation, "_footer", {})
    navigation.add("Workers", "workers", permission="accounts_manage", order=90)
    navigation.add("Register", "people", permission="register_view", order=30)
    navigation.add("Reviews", "reviews", order=40)
    navigation.add("Home", "front", order=10)


def holder(*permissions):
    return SimpleNamespace(has=lambda permission: permission in permissions)


def test_a_worker_sees_what_their_roles_open():
    shown = [link["text"] for link in navigation.menu(holder("register_view"), "/")]
    assert shown == ["Home", "Register", "Reviews"]


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", ["Home"]),
        ("/register/", ["Register"]),
        ("/register/abc/", ["Register"]),
        ("/register/reviews/2/", ["Reviews"]),
        ("/elsewhere/", []),
    ],
)
def test_the_page_one_is_on_is_marked(address, current):
    menu = navigation.menu(holder("register_view"), address)
    assert [link["text"] for link in menu if link["current"]] == current


def test_the_same_page_twice_stands_once():
    navigation.add("People", "people", order=1)
    assert [link["text"] for link in navigation.menu(holder(), "/")] == ["People", "Home", "Reviews"]


def test_every_page_gets_its_menu_and_footer():
    navigation.add_footer("Accessibility", "accessibility")
    request = RequestFactory().get("/register/")
    assert context.page(request)["navigation"] == []
    assert context.page(request)["footer_links"] == [{"text": "Accessibility", "href": "/accessibility/"}]
    request.actor = holder("register_view")
    assert [link["text"] for link in context.page(request)["navigation"]] == ["Home", "Register", "Reviews"]
