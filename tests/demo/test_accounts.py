"""Demo accounts: one for each role, embedded server only."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from dsr.accounts.models import Role
from dsr.demo import accounts

pytestmark = pytest.mark.django_db


def test_there_is_one_account_for_each_role(area):
    made = accounts.make_accounts(area)
    assert {role for actor in made.values() for role in actor.roles} == set(Role.values)
    assert accounts.make_accounts(area).keys() == made.keys()


def test_nobody_signs_in_with_a_demo_account_on_a_real_database(area, settings):
    settings.EMBEDDED = False
    with pytest.raises(accounts.NotEmbedded):
        accounts.make_accounts(area)
    for command in ("demo_accounts", "demo_code"):
        with pytest.raises(accounts.NotEmbedded):
            call_command(command)


def test_the_list_names_every_account_and_the_second_factor(capsys):
    call_command("demo_accounts")
    shown = capsys.readouterr().out
    assert all(account.email in shown for account in accounts.ACCOUNTS)
    assert accounts.SECRET in shown


def test_the_code_is_the_one_of_the_half_minute(capsys):
    assert accounts.code(59.0) == accounts.code(30.0) != accounts.code(60.0)
    call_command("demo_code")
    assert len(capsys.readouterr().out.strip()) == 6
