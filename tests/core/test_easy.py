"""Easy Read components: pictures that exist and look alike, sentences beside them, a voice where there is one."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.template import engines

from dsr.core import pictures
from tests.support.html import assert_valid_html

IMPORT = '{% from "components/easy.jinja" import block, choice, picture, sentence %}'
INK = "#003078"
#: The flat fills and the two signal colours. The letters of the ratings stand on paler signal colours.
COLOURS = {INK, "#cfe3f7", "#ffd866", "#fff", "#c3281b", "#00703c"}
SIGNALS = {"#d8f0e0", "#fbdedb", "#ffe08a", "#ccebd8", "#ffe3a8", "#f9d3cf"}


def rendered(text: str) -> str:
    return engines["jinja"].env.from_string(IMPORT + text).render()


@pytest.mark.parametrize("name", sorted(pictures.names()))
def test_every_picture_is_in_the_one_style(name):
    text = (pictures.FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.attrib["viewBox"] == "0 0 96 96"
    assert set(re.findall(r"#[0-9a-f]+", text)) <= COLOURS | SIGNALS
    assert not {"text", "style", "script", "image"} & {element.tag.split("}")[1] for element in root.iter()}


def test_there_are_enough_to_say_what_the_pages_say():
    assert len(pictures.names()) >= 60


def test_a_picture_says_nothing_of_its_own():
    (image,) = assert_valid_html(rendered('{{ picture("person") }}')).query("img")
    assert image.attrs["alt"] == ""
    assert image.attrs["src"].endswith("dsr/pictures/person.svg")


def test_a_picture_that_does_not_exist_fails():
    with pytest.raises(pictures.UnknownPicture, match="no-such"):
        rendered('{{ sentence("no-such", "Words.") }}')


def test_a_sentence_has_its_picture_first():
    document = assert_valid_html(rendered('{{ sentence("phone", "We will <phone> you.") }}'))
    (row,) = document.query(".dsr-easy__row")
    assert [child.name for child in row.children if child.name != "#text"] == ["img", "div"]
    assert row.to_text().strip() == "We will <phone> you."


def test_a_block_waits_for_a_voice():
    document = assert_valid_html(rendered('{% call block("why") %}<h1>Why</h1>{% endcall %}'))
    (controls,) = document.query("[data-read-aloud-controls]")
    (no_voice,) = document.query("[data-no-voice]")
    assert "hidden" in controls.attrs
    assert "hidden" in no_voice.attrs
    assert [button.attrs["type"] for button in document.query("button")] == ["button", "button"]


def test_a_choice_may_stand_in_a_label():
    assert_valid_html(rendered('<label>{{ choice("yes", "Yes") }}</label>'))
