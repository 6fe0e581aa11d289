"""Settings are checked at start, with a sentence that names the variable and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsr.config.env import VARIABLES, Environment, SettingsError, database_from_url, mail_from_url, table

ROOT = Path(__file__).resolve().parents[2]


def test_the_settings_page_shows_every_variable():
    assert table() in (ROOT / "docs" / "settings.md").read_text()


def test_a_missing_value_names_itself():
    with pytest.raises(SettingsError, match=r"DSR_SECRET_KEY is not set.*\./dsr up"):
        Environment({}).text("DSR_SECRET_KEY")


def test_a_default_stands_in():
    assert Environment({}).text("DSR_AREA") == "coventry-warwickshire"


@pytest.mark.parametrize(("value", "expected"), [("", False), ("0", False), ("1", True)])
def test_a_flag_is_one_or_nothing(value, expected):
    assert Environment({"DSR_EMBEDDED": value}).flag("DSR_EMBEDDED") is expected


def test_another_flag_is_refused():
    with pytest.raises(SettingsError, match="DSR_EMBEDDED is 'yes'"):
        Environment({"DSR_EMBEDDED": "yes"}).flag("DSR_EMBEDDED")


def test_names_are_split_at_commas():
    assert Environment({"DSR_HOST_NAMES": "a.example, b.example,"}).names("DSR_HOST_NAMES") == [
        "a.example",
        "b.example",
    ]


def test_a_short_secret_is_refused():
    with pytest.raises(SettingsError, match="at least 32"):
        Environment({"DSR_SCOPE_KEY": "short"}).secret("DSR_SCOPE_KEY", least=32)
    assert Environment({"DSR_SCOPE_KEY": "x" * 32}).secret("DSR_SCOPE_KEY", least=32) == "x" * 32


def test_a_choice_is_one_of_its_words():
    with pytest.raises(SettingsError, match="application, owner"):
        Environment({"DSR_DB_ROLE": "root"}).choice("DSR_DB_ROLE", "application", "owner")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://me:s%40fe@db.example:5433/dsr", ("dsr", "me", "s@fe", "db.example", "5433")),
        ("postgresql:///dsr?host=/run/pg&user=dsr_app", ("dsr", "dsr_app", "", "/run/pg", "")),
    ],
)
def test_a_database_address_is_read(url, expected):
    settings = database_from_url(url)
    assert tuple(settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == expected


def test_options_of_the_address_are_kept():
    assert database_from_url("postgresql://h/d?sslmode=require")["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://h/d", "postgresql://h/", "nonsense"])
def test_another_address_is_refused(url):
    with pytest.raises(SettingsError, match="DATABASE_URL must look like"):
        Environment({"DATABASE_URL": url}).database("DATABASE_URL")


def test_every_variable_says_what_it_is_for():
    assert all(variable.purpose.endswith(".") for variable in VARIABLES)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://relay.example", 25, False, False),
        ("smtp+tls://me:s%40fe@relay.example", 587, True, False),
        ("smtps://relay.example:2465", 2465, False, True),
    ],
)
def test_a_mail_server_is_read_from_its_address(url, port, tls, ssl):
    read = mail_from_url(url)
    assert (read["HOST"], read["PORT"], read["USE_TLS"], read["USE_SSL"]) == ("relay.example", port, tls, ssl)
    assert read["HOST_PASSWORD"] == ("s@fe" if "@relay" in url else "")


def test_another_mail_address_is_refused_and_none_keeps_mail_here():
    with pytest.raises(SettingsError, match="DSR_MAIL_URL must look like"):
        mail_from_url("http://relay.example")
    assert Environment({}).mail("DSR_MAIL_URL") == {}
