"""What a person's record shows of the words their referrals were sent with."""

from __future__ import annotations

from collections.abc import Iterable

from dsr.core.presenters import day
from dsr.people.models import Person
from dsr.referrals import queries
from dsr.referrals.form.answers import Answers

#: The record's item, the page of the form and its question.
SHOWN = (
    ("issues", "now", "worries"),
    ("tried", "tried", "tried"),
    ("tried", "helps", "helps"),
    ("could_help", "could-help", "could_help"),
)


def items(person: Person) -> Iterable[tuple[str, str]]:
    """The words as sent, newest referral first, each with where it was said and when."""
    for referral in queries.of_person(person.pk).defer(None):
        answers = Answers(referral.answers)
        for code, page, question in SHOWN:
            words = answers.of(page, question)
            if words:
                yield code, f"{words} (referral {referral.reference}, {day(referral.received_at)})"
