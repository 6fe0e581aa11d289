"""Compiled templates are kept between processes, and nothing that is wrong with the folder keeps a page away."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from dsr.core import template_cache
from dsr.core.jinja import engine_environment
from dsr.core.template_cache import TemplateCache


def shown(place: Path, source: str = "{{ 6 * 7 }}") -> str:
    """As a new process shows it."""
    return Environment(loader=DictLoader({"a": source}), bytecode_cache=TemplateCache(place)).get_template("a").render()


def kept(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


@pytest.fixture
def compiled(monkeypatch):
    """Counts how often a template is compiled."""
    times = []
    compile_once = Environment.compile
    monkeypatch.setattr(Environment, "compile", lambda *given, **more: times.append(1) or compile_once(*given, **more))
    return times


def test_the_next_process_compiles_nothing(tmp_path, compiled):
    assert [shown(tmp_path), shown(tmp_path)] == ["42", "42"]
    assert (len(compiled), len(kept(tmp_path))) == (1, 1)
    assert shown(tmp_path, "{{ 1 }}") == "1", "a template that was changed"


def test_another_edition_begins_anew_and_clears_the_old(tmp_path, compiled, monkeypatch):
    shown(tmp_path)
    monkeypatch.setattr(template_cache, "edition", lambda: "other")
    assert shown(tmp_path) == "42"
    assert len(compiled) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


@pytest.mark.parametrize("left", [b"", b"j2", None])
def test_a_file_that_was_spoilt_is_as_good_as_none(tmp_path, left):
    shown(tmp_path)
    (path,) = kept(tmp_path)
    path.write_bytes(path.read_bytes()[:20] if left is None else left)
    assert shown(tmp_path) == "42"


def test_a_folder_that_cannot_be_made_keeps_no_page_away(tmp_path):
    place = tmp_path / "a file"
    place.write_text("")
    assert shown(place) == "42"


def test_pages_are_rendered_with_it():
    assert isinstance(engine_environment().bytecode_cache, TemplateCache)
