"""Translations are compiled once, again when they changed, and a broken one stops with a sentence."""

import gettext
from pathlib import Path

import pytest

from dsr.launcher import catalogues
from dsr.launcher.paths import Paths
from dsr.launcher.progress import Trouble

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write(paths: Paths, text: str) -> None:
    file = paths.root / "src" / "dsr" / "locale" / "pl" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + text, encoding="utf-8")


def said(paths: Paths, word: str) -> str:
    compiled: Path = paths.var / "locale" / "pl" / "LC_MESSAGES" / "django.mo"
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream).gettext(word)


@pytest.fixture(autouse=True)
def _own_package(monkeypatch: pytest.MonkeyPatch) -> None:
    from dsr.launcher.paths import ROOT

    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))


def test_words_are_compiled_and_compiled_again_when_changed(paths: Paths) -> None:
    write(paths, 'msgid "Yes"\nmsgstr "Tak"\n')
    catalogues.prepare(paths)
    assert said(paths, "Yes") == "Tak"
    write(paths, 'msgid "Yes"\nmsgstr "Tak."\n\n#, fuzzy\nmsgid "No"\nmsgstr "Nie"\n')
    catalogues.prepare(paths)
    assert (said(paths, "Yes"), said(paths, "No")) == ("Tak.", "No")


def test_without_a_catalogue_there_is_nothing_to_do(paths: Paths) -> None:
    paths.root.mkdir()
    catalogues.prepare(paths)
    assert list((paths.var / "locale").iterdir()) == []


def test_a_broken_catalogue_is_one_sentence(paths: Paths) -> None:
    write(paths, 'msgid "Yes\nmsgstr')
    with pytest.raises(Trouble, match="A catalogue cannot be read"):
        catalogues.prepare(paths)
