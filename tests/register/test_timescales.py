from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.core import presenters
from dsr.policy.document import POLICIES, Policy
from dsr.policy.document.ratings import Ages
from dsr.register import timescales
from dsr.register.timescales import Milestone

HERE = Policy.load(POLICIES / "coventry-warwickshire.yaml")
ELSEWHERE = Policy.load(POLICIES / "example-area.yaml")
LEAP = date(2008, 2, 29)
TO_25 = Ages(minimum=0, maximum=25)


@pytest.mark.parametrize(
    ("born_on", "age", "expected"),
    [
        (date(2010, 11, 22), 16, date(2026, 11, 22)),
        (LEAP, 16, date(2024, 2, 29)),
        (LEAP, 18, date(2026, 3, 1)),
        (LEAP, 25, date(2033, 3, 1)),
        (LEAP, 0, LEAP),
    ],
)
def test_birthday(born_on, age, expected):
    assert timescales.birthday(born_on, age) == expected


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2010, 11, 23), date(2026, 11, 22), 15),
        (date(2010, 11, 22), date(2026, 11, 22), 16),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
        (LEAP, date(2026, 2, 28), 17),
        (LEAP, date(2026, 3, 1), 18),
        (LEAP, date(2024, 2, 28), 15),
        (LEAP, date(2024, 2, 29), 16),
    ],
)
def test_age_on_a_day(born_on, day, age):
    assert timescales.age_on(born_on, day) == age


def test_no_age_before_birth():
    with pytest.raises(ValueError, match="before the date of birth"):
        timescales.age_on(date(2026, 1, 2), date(2026, 1, 1))


@given(born_on=st.dates(date(1900, 1, 1), date(2060, 1, 1)), age=st.integers(0, 110))
def test_an_age_begins_on_its_birthday_and_not_the_day_before(born_on, age):
    reached = timescales.birthday(born_on, age)
    assert timescales.age_on(born_on, reached) == age
    if age:
        assert timescales.age_on(born_on, reached - timedelta(days=1)) == age - 1


@given(born_on=st.dates(date(1900, 1, 1), date(2020, 1, 1)), day=st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_the_age_is_the_one_pages_show(born_on, day):
    assert timescales.age_on(born_on, day) == presenters.age_in_years(born_on, day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2001, 6, 10), True),
        (date(2026, 6, 9), True),
        (date(2026, 6, 10), True),
        (date(2027, 6, 9), True),
        (date(2027, 6, 10), False),
    ],
)
def test_key_worker_from_birth_to_the_eve_of_the_26th_birthday(day, expected):
    assert timescales.is_key_worker_age(date(2001, 6, 10), day, TO_25) is expected


def test_key_worker_ages_are_the_policys():
    born_on, ages = date(2001, 6, 10), Ages(minimum=14, maximum=18)
    assert not timescales.is_key_worker_age(born_on, date(2015, 6, 9), ages)
    assert timescales.is_key_worker_age(born_on, date(2015, 6, 10), ages)
    assert not timescales.is_key_worker_age(born_on, date(2020, 6, 10), ages)
    assert timescales.last_key_worker_day(born_on, ages) == date(2020, 6, 9)


def test_last_key_worker_day():
    assert timescales.last_key_worker_day(date(2001, 6, 10), TO_25) == date(2027, 6, 9)
    assert timescales.last_key_worker_day(LEAP, TO_25) == date(2034, 2, 28)


@given(born_on=st.dates(date(1950, 1, 1), date(2030, 1, 1)), oldest=st.integers(1, 40))
def test_last_key_worker_day_is_the_last(born_on, oldest):
    ages = Ages(minimum=0, maximum=oldest)
    last = timescales.last_key_worker_day(born_on, ages)
    assert timescales.is_key_worker_age(born_on, last, ages)
    assert not timescales.is_key_worker_age(born_on, last + timedelta(days=1), ages)


def test_milestones_in_order():
    assert timescales.milestones(LEAP) == (
        Milestone(16, date(2024, 2, 29)),
        Milestone(18, date(2026, 3, 1)),
        Milestone(25, date(2033, 3, 1)),
    )
    assert [found.age for found in timescales.milestones(LEAP, (18, 14))] == [14, 18]


@pytest.mark.parametrize(
    ("today", "age"),
    [
        (date(2024, 2, 29), 16),
        (date(2024, 3, 1), 18),
        (date(2026, 3, 1), 18),
        (date(2026, 3, 2), 25),
    ],
)
def test_next_milestone_counts_today(today, age):
    assert timescales.next_milestone(LEAP, today).age == age


def test_no_milestone_left():
    assert timescales.next_milestone(LEAP, date(2033, 3, 2)) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 1, date(2026, 12, 22)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_later(day, months, expected):
    assert timescales.months_later(day, months) == expected


def test_look_back_window():
    assert timescales.looks_back_to(date(2026, 11, 22), 6) == date(2026, 5, 22)
    assert timescales.looks_back_to(date(2028, 2, 29), 12) == date(2027, 2, 28)


@pytest.mark.parametrize("policy", [HERE, ELSEWHERE], ids=lambda policy: policy.area.name)
def test_review_due_by_the_policys_interval(policy):
    for rating in policy.ratings:
        due = timescales.review_due_on(date(2026, 11, 22), rating)
        assert due - date(2026, 11, 22) == timedelta(days=rating.review_days)


def test_red_is_reviewed_sooner_than_amber_and_amber_than_green():
    due = [timescales.review_due_on(date(2026, 11, 22), HERE.rating(code)) for code in ("red", "amber", "green")]
    assert due == sorted(set(due))


@pytest.mark.parametrize(("today", "late"), [(21, 0), (22, 0), (23, 1), (30, 8)])
def test_days_past(today, late):
    assert timescales.days_past(date(2026, 11, 22), date(2026, 11, today)) == late


FRIDAY_AT_FIVE = datetime(2026, 12, 18, 17, 0, tzinfo=UTC)


def planned(policy, code, *, rated_at=FRIDAY_AT_FIVE, born_on=date(2009, 12, 18), known=False):
    return timescales.plan_linked_tasks(policy, code, rated_at=rated_at, born_on=born_on, known_to_key_worker=known)


def kinds(tasks) -> set[str]:
    return {found.task.kind for found in tasks}


def test_red_starts_a_review_and_a_key_worker_referral_over_christmas():
    """Rated on a Friday at closing time: counted from Monday 21st, without 25, 28 December and 1 January."""
    due = {found.task.kind: found.due_at for found in planned(HERE, "red")}
    assert due["key_worker_referral"] == datetime(2026, 12, 23, 17, 0, tzinfo=UTC)
    assert due["cetr"] == datetime(2027, 1, 7, 17, 0, tzinfo=UTC)


def test_escalation_runs_from_the_rating_too():
    (cetr,) = [found for found in planned(HERE, "red") if found.task.kind == "cetr"]
    assert cetr.escalate_at == datetime(2026, 12, 30, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("born_on", "known", "expected"),
    [
        (date(2000, 12, 19), False, True),
        (date(2000, 12, 18), False, False),
        (None, False, True),
        (date(2009, 12, 18), None, True),
        (date(2009, 12, 18), True, False),
    ],
)
def test_a_key_worker_referral_to_the_last_day_of_25_and_where_not_known(born_on, known, expected):
    found = "key_worker_referral" in kinds(planned(HERE, "red", born_on=born_on, known=known))
    assert found is expected


def test_the_age_is_that_of_the_london_day():
    """23:30 UTC on 30 June is 1 July in London: the 26th birthday."""
    rated_at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert "key_worker_referral" not in kinds(planned(HERE, "red", rated_at=rated_at, born_on=date(2000, 7, 1)))
    assert "key_worker_referral" in kinds(planned(HERE, "red", rated_at=rated_at, born_on=date(2000, 7, 2)))


@pytest.mark.parametrize("policy", [HERE, ELSEWHERE], ids=lambda policy: policy.area.name)
@pytest.mark.parametrize("code", ["green", "amber", "red", "blue"])
def test_every_rating_starts_something_and_never_in_the_past(policy, code):
    tasks = planned(policy, code)
    assert tasks
    for found in tasks:
        assert found.due_at > FRIDAY_AT_FIVE
        assert found.escalate_at > FRIDAY_AT_FIVE
        assert found.due_at.tzinfo is UTC


def test_a_rating_the_policy_does_not_have():
    with pytest.raises(KeyError):
        planned(HERE, "purple")


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        planned(HERE, "red", rated_at=datetime(2026, 11, 23, 10))
