"""The answers as staff read them, and the confirmation in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from dsr.core import scope
from dsr.policy import queries as policy
from dsr.referrals.presenters.answers import answers_view, checks_of, expressed
from dsr.referrals.presenters.confirmation import confirmation
from tests.factories.referrals import make_referral

pytestmark = pytest.mark.django_db


def shown(referral):
    return {row.label: str(row.value) for section in answers_view(referral) for row in section.rows}


def said(referral):
    return confirmation(referral, policy.of_version(referral.policy_version_id))


def test_sections_stand_in_the_order_of_the_form(area, in_area):
    titles = [section.title for section in answers_view(make_referral(area))]
    assert titles == [
        "Before you start",
        "Help with this form",
        "About you",
        "What is happening",
        "People who help you",
        "How to communicate",
        "How to make contact",
        "Your choices",
    ]


def test_words_stand_as_typed_and_choices_in_their_own_words(area, in_area):
    rows = shown(make_referral(area, worries="<b>Loud</b>\n  at night", people="yes", lives="no_fixed"))
    assert rows["What is happening now that worries you?"] == "&lt;b&gt;Loud&lt;/b&gt;<br>  at night"
    assert rows["Who is this form about?"] == "Me"
    assert rows["Where do you live?"] == "I have no fixed address"
    assert rows["What is your date of birth?"] == "3 February 1990"
    assert rows["Do you know your NHS number?"].replace("\u00a0", " ") == "999 123 4500"
    assert rows["Dr Grey"] == "doctor<br>Can we talk to them? Yes"
    assert rows["Is there anything we must not do when we contact you?"] == "Not answered"
    assert "Address line 1" not in rows
    assert rows["Do you want to be on the register?"] == "I am not sure. Talk to me first"


def test_a_birthday_known_in_part_or_not_at_all(area, in_area):
    part = shown(make_referral(area, born_on_day="", born_on_month="4", born_on_year="2011"))
    assert part["What is your date of birth?"] == "April 2011"
    empty = {"born_on_day": "", "born_on_month": "", "born_on_year": ""}
    none = shown(make_referral(area, born_not_known=["not_known"], about_age="16_17", **empty))
    assert "What is your date of birth?" not in none
    assert none["If you do not know it"] == "I do not know the date of birth"
    assert none["About how old are you?"] == "16 or 17"


def test_a_professional_reads_about_the_person(area, in_area):
    sections = {section.title: section for section in answers_view(make_referral(area, who="work_with"))}
    assert {"Who fills in this form", "About the person", "Deciding and agreeing"} <= set(sections)
    rows = {row.label: str(row.value) for row in sections["Deciding and agreeing"].rows}
    assert (
        rows["Can the person decide for themselves whether to join the register?"]
        == "Yes, they have capacity for this decision"
    )


def test_what_somebody_wants_carries_the_words_they_saw(area, in_area):
    own = {(one.kind, one.organisation): one for one in expressed(make_referral(area, decision="agreed"))}
    mind = own["share", "cw-mind"]
    assert (mind.answer, mind.is_view, mind.language, mind.format) == ("agreed", False, "en", "web page")
    assert "Can we tell Coventry and Warwickshire Mind about you?" in mind.wording
    assert ("key_worker", "key-worker-service") not in own
    views = expressed(make_referral(area, who="my_child", born_on_year="2014", decision="refused"))
    assert {one.is_view for one in views} == {True}
    assert ("key_worker", "key-worker-service") in {(one.kind, one.organisation) for one in views}
    assert expressed(make_referral(area, who="work_with")) == []


def test_checks_are_sentences(area, in_area):
    assert checks_of(make_referral(area)) == []


@time_machine.travel(datetime(2026, 12, 18, 16, 59, tzinfo=UTC), tick=False)
def test_the_latest_day_of_contact_is_said_in_words(area, in_area):
    words = said(make_referral(area))
    assert words.by_when == "Tuesday 29 December 2026 at 5pm"
    assert words.how == "We will phone you."
    assert words.caller[1] == 'The number may be hidden. Your phone may show "No caller ID".'
    assert not words.council_later
    assert words.next_steps[-1] == "If not, we tell you why, and who else can help."


@pytest.mark.parametrize(
    ("changes", "how"),
    [
        ({"contact_way": "email"}, "We will send you an email first."),
        ({"contact_way": "letter"}, "We will send you a letter first."),
        ({"contact_way": "somebody"}, "We will make contact through Robin Trusted."),
        (
            {"who": "care_for", "contact_first": "both", "contact_way": "text"},
            "We will send you and Lex a text message first.",
        ),
        ({"who": "care_for", "contact_first": "person"}, "We will phone Lex."),
        ({"who": "care_for", "contact_first": "filler"}, "We will phone you."),
    ],
)
def test_how_we_make_contact_is_what_they_asked_for(area, in_area, changes, how):
    assert said(make_referral(area, **changes)).how == how


def test_a_letter_says_nothing_about_callers_and_the_council_may_come_later(area, in_area):
    words = said(make_referral(area, contact_way="letter", postcode=""))
    assert words.caller == ()
    assert words.council_later


def test_the_other_area_names_its_own_number(example_area):
    with scope.job(name="test", area_id=example_area.pk):
        words = said(make_referral(example_area, postcode="EV1 1AA"))
    assert words.caller == (
        "Somebody from the Pathway team will give their first name and ask for you.",
        "The call comes from 01632 960 002.",
    )
    assert any("the pathway" in step for step in words.next_steps)
