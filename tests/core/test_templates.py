"""The frame and the components of every page."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory
from jinja2 import Environment, FileSystemLoader
from jinja2.exceptions import UndefinedError

import dsr
from dsr.core import errors_views, jinja
from tests.core import gallery
from tests.support.html import assert_valid_html, texts

TEMPLATES = sorted(Path(dsr.__file__).parent.glob("*/templates/**/*.jinja"))
ERRORS = ["400", "403", "404", "500", "503", "csrf"]


@pytest.fixture
def env():
    return engines["jinja"].env


@pytest.mark.parametrize("text", ["{{ nobody }}", "{{ nobody.name }}", "{{ 'a' ~ nobody }}", "{{ nobody | trim }}"])
def test_a_name_that_does_not_exist_fails_when_printed(env, text):
    with pytest.raises(UndefinedError):
        env.from_string(text).render()


@pytest.mark.parametrize(
    "text", ["{% if nobody.name %}x{% endif %}", "{{ nobody.name | default('') }}", "{{ 'x' if nobody }}"]
)
def test_a_name_that_does_not_exist_may_be_asked_about(env, text):
    assert env.from_string(text).render() == ""


@pytest.mark.parametrize("layout", ["staff", "public"])
@pytest.mark.parametrize("wrong", [True, False])
def test_every_component_is_valid_html(layout, wrong):
    document = assert_valid_html(gallery.render(layout, wrong=wrong))
    assert len(document.query("main")) == 1
    assert len(document.query("h1")) == 1


def test_the_title_says_when_there_are_errors():
    assert "<title>Error: Gallery – Dynamic Support Register</title>" in gallery.render(wrong=True)
    assert "<title>Gallery – Dynamic Support Register</title>" in gallery.render(wrong=False)


def test_the_title_does_not_say_the_name_twice(env):
    text = '{% extends "layouts/public.jinja" %}{% block page_title %}Dynamic Support Register{% endblock %}'
    assert "<title>Dynamic Support Register</title>" in env.from_string(text).render()


def test_no_page_asks_another_machine_for_anything():
    page = gallery.render() + gallery.render("public")
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page)


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_needs_no_context_at_all(code):
    document = assert_valid_html(get_template(f"errors/{code}.jinja").render())
    assert len(texts(document, "h1")) == 1
    assert "Get help now" in texts(document, "header ~ nav a")


def test_help_stands_in_the_same_place_on_every_public_page():
    for page in (gallery.render("public"), get_template("errors/404.jinja").render()):
        after_header = page.split("</header>")[1]
        assert after_header.strip().startswith('<nav class="dsr-help-strip"')


@pytest.mark.parametrize("rating", gallery.RATINGS)
def test_a_rating_is_a_word_a_letter_and_a_meaning(env, rating):
    module = env.get_template("components/rating.jinja").module
    words = texts(assert_valid_html(module.rating_tag(rating)), ".dsr-rating")
    assert words == [f"{rating.letter} {rating.word}: {rating.meaning}"]


def test_the_banner_says_how_to_talk_to_the_person_first():
    document = assert_valid_html(gallery.render())
    banner = texts(document, ".dsr-person")[0]
    assert banner.startswith("How to talk to Ana")
    for fact in (
        "Born 14 March 2009 (17 years old)",
        "999 123 4567",
        "Red: immediate risk",
        "Interpreter: Polish",
    ):
        assert fact in banner


def test_a_difference_is_said_in_words():
    rows = texts(assert_valid_html(gallery.render()), ".dsr-compare tbody tr")
    assert rows[0].endswith("Same")
    assert rows[1].endswith("Different")
    assert rows[2].endswith("Not given in the referral")


def test_an_event_that_no_longer_counts_says_why():
    withdrawn = texts(assert_valid_html(gallery.render()), ".dsr-timeline__item--withdrawn")
    assert withdrawn[0].startswith("Entered in error on 3 November 2026")
    assert "<help>" in withdrawn[0]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_template_has_inline_style_or_script(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son(?:click|load|submit|change|error|input)=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_the_quick_attributes_write_what_the_design_system_writes():
    slow = Environment(
        loader=FileSystemLoader(jinja.DESIGN_SYSTEM),
        autoescape=True,
        undefined=jinja.LoudUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    macro = slow.get_template("nhsuk/macros/attributes.jinja").module.nhsukAttributes
    for attributes in (
        {
            "class": "a b",
            "hidden": {"value": True, "optional": True},
            "id": {"value": None, "optional": True},
        },
        {"title": 'say "no" & <go>', "aria-hidden": True, "data-x": None, "data-n": 3},
        {
            "spellcheck": {"value": False, "optional": True},
            "aria-busy": False,
            "value": {"value": "", "optional": True},
        },
        {"data-list": {"value": ["a'b", "<c>"], "type": "array"}},
        ' data-ready="yes"',
        None,
    ):
        assert str(jinja.design_system_attributes(attributes)) == str(macro(attributes))


def test_our_header_is_the_design_systems(env):
    theirs = jinja.component(
        "header", {"service": {"text": "Register", "href": "/"}, "organisation": {"name": "Any Trust"}}
    )
    ours = env.get_template("layouts/_header.jinja").module.service_header("Register", "Any Trust", "/")
    tidy = re.compile(r"\s+")
    inner = re.sub(r"^<header[^>]*>|</header>$", "", str(theirs).strip())
    assert tidy.sub("", str(ours)) == tidy.sub("", inner)


def test_the_header_names_the_worker_the_organisation_and_the_roles(env):
    actor = SimpleNamespace(
        worker=SimpleNamespace(name="A. Worker"),
        organisation=SimpleNamespace(name="The register team"),
        roles=frozenset({"privacy_officer", "lead"}),
    )
    page = env.from_string('{% extends "layouts/staff.jinja" %}').render(actor=actor, sign_out_href="/sign-out")
    words = texts(assert_valid_html(page), ".nhsuk-header__account li")
    assert words == ["A. Worker", "The register team", "Lead, Privacy officer", "Sign out"]


def test_a_print_says_who_printed_it_and_every_flag():
    document = assert_valid_html(gallery.render())
    assert texts(document, ".dsr-print-only")[0].startswith(f"Printed by {gallery.LONG_NAME}, The register team")
    assert texts(document, ".dsr-flag") == ["Interpreter: Polish", "No voicemail"]


def test_a_message_is_read_out(env):
    messages = [SimpleNamespace(level_tag="success", __str__=lambda: "x")]
    page = env.from_string('{% extends "layouts/staff.jinja" %}').render(messages=messages)
    assert len(assert_valid_html(page).query('.nhsuk-notification-banner--success[role="alert"]')) == 1


def test_the_page_for_our_own_fault_asks_nothing_of_the_database():
    """No database mark here: a query would fail this test."""
    response = errors_views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert texts(assert_valid_html(response.content.decode()), "h1") == ["Sorry, something went wrong"]
