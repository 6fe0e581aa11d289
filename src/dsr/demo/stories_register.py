"""Stories of people on the register. Everybody in them is made up."""

from __future__ import annotations

from typing import Any

from dsr.demo.casework import (
    AGREED,
    COVENTRY,
    FUTURES,
    ICB,
    MIND,
    NOT_SURE,
    REFUSED,
    TRUST,
    WARWICKSHIRE,
    accepts,
    decides_all,
    informs,
    makes_person,
    rates,
)
from dsr.demo.names import MadeUp
from dsr.demo.stage import WARKS, Stage
from dsr.people.models import Person
from dsr.referrals.models import Referral
from dsr.tasks import actions as tasks
from dsr.tasks import queries as task_queries

EVERYBODY = {TRUST: AGREED, COVENTRY: AGREED, ICB: AGREED, MIND: AGREED, FUTURES: AGREED}


def is_met(stage: Stage, made: MadeUp, days: int, *, council: str = COVENTRY, **typed: Any) -> tuple[Referral, Person]:
    """Referred so many working days ago, spoken with the day after, matched."""
    lives = {"postcode": WARKS, "town": "Warwick"} if council == WARWICKSHIRE else {}
    note = typed.pop("note", "Spoke at length. Explained the register in Easy Read.")
    confirmed = typed.pop("confirmed", "autism")
    with stage.past.working_days_ago(days, "10:40"):
        referral = stage.sends(made, **(lives | typed))
    with stage.past.working_days_ago(days - 1, "11:15"):
        stage.takes(referral)
        stage.speaks(referral, note)
        person = makes_person(stage, referral, council=council, confirmed=confirmed)
    return referral, person


def green(stage: Stage) -> None:
    """Green: the trust and the council know, Mind was refused, Fine Futures is not decided."""
    referral, person = is_met(
        stage,
        stage.somebody("Poppy", "Taylor", 26),
        11,
        worries="I moved into supported living in the summer. It is good but new.",
        helps="My key ring list. Swimming on Thursdays.",
        how_to_talk="Ask one thing at a time. Do not finish my sentences.",
        decisions={"discuss": AGREED, "join": AGREED, "share-cw-mind": REFUSED},
    )
    with stage.past.working_days_ago(9, "14:00"):
        shares = {TRUST: AGREED, COVENTRY: AGREED, MIND: REFUSED, FUTURES: NOT_SURE}
        decides_all(stage, person, shares=shares, cetr=AGREED)
        informs(stage, person)
    with stage.past.working_days_ago(8, "10:00"):
        rates(stage, person, "green", "New home is settling. Known early signs are watched by staff who know her.")
        accepts(stage, referral)


def amber(stage: Stage) -> None:
    """Amber: shares with the council alone, and only the summary."""
    referral, person = is_met(
        stage,
        stage.somebody("Sanjay", "Patel", 34),
        10,
        worries="My dad died in August. My mum cannot manage me, she says.",
        helps="Cricket on the radio. The temple.",
        how_to_talk="Plain words. No surprises.",
    )
    with stage.past.working_days_ago(8, "13:45"):
        shares = {TRUST: REFUSED, COVENTRY: AGREED, MIND: REFUSED, FUTURES: REFUSED}
        decides_all(stage, person, shares=shares, levels={COVENTRY: "summary"}, cetr=NOT_SURE)
        informs(stage, person)
    with stage.past.working_days_ago(7, "11:30"):
        rates(
            stage,
            person,
            "amber",
            "Grief, sleepless, shouting most nights; his mother is at the end of her strength.",
            needs=[("carer_support", "His mother has not had a break since August."), ("respite", "")],
        )
        accepts(stage, referral)


def red_overdue(stage: Stage) -> None:
    """Red, everybody agreed to; the weekly review is late, and the trust has begun its visits."""
    referral, person = is_met(
        stage,
        stage.somebody("Callum", "Wright", 23),
        13,
        danger="not_known",
        worries="Staff at my house ring the police when I shout. I have been told I may have to leave.",
        tried="Three different houses in two years.",
        helps="Driving around with the windows open. My nan's voice messages.",
        how_to_talk="Stand beside me, not in front. Say it once and wait.",
    )
    with stage.past.working_days_ago(11, "09:30"):
        decides_all(stage, person, shares=EVERYBODY, cetr=AGREED, key_worker=AGREED)
        informs(stage, person)
    with stage.past.working_days_ago(10, "10:30"):
        rates(
            stage,
            person,
            "red",
            "Placement about to end, nightly crises, staff leaving. Nothing left to try without more hands.",
            needs=[("intensive_support", "Evenings first."), ("placement", "Notice ends in four weeks.")],
        )
        accepts(stage, referral)
    with stage.past.working_days_ago(8, "16:00"):
        meets(stage, person, "Intensive support", "First visit made; four evenings a week from today.", by="trust")
        taken_on = "Referred by telephone on the day of the rating; taken on."
        meets(stage, person, "Refer to the key worker service", taken_on, by="coordinator")


def meets(stage: Stage, person: Person, title: str, evidence: str, *, by: str) -> None:
    """An organisation has done what it was asked for."""
    actor = stage.actors[by]
    with actor.scope():
        for task in task_queries.open_of(person).filter(title=title, organisation=actor.organisation):
            tasks.complete(task=task, evidence=evidence, by=actor)


def blue(stage: Stage) -> None:
    """Blue: in hospital now; the ICB sees the summary and has the inpatient clock."""
    referral, person = is_met(
        stage,
        stage.somebody("Siobhan", "O'Brien", 47),
        9,
        who="work_with",
        filler_name="Arjun Sandhu (made up)",
        filler_job="Ward manager",
        filler_organisation="Made-up Hospital",
        filler_phone="07700 900 144",
        says="She wants to go home to her dog.",
        worries="Admitted two weeks ago after her carer fell ill. Nobody had heard of the register.",
        services="Ward team. Social worker not named yet.",
        concerns=["admission"],
        concerns_when="days",
        capacity_evidence="Clear about what she wants on three days.",
        council=WARWICKSHIRE,
        note="Visited on the ward. She wants to be on the register so that people plan her way home.",
        confirmed="learning_disability",
    )
    with stage.past.working_days_ago(7, "15:30"):
        shares = {TRUST: AGREED, WARWICKSHIRE: AGREED, ICB: AGREED, MIND: NOT_SURE}
        decides_all(stage, person, shares=shares, cetr=AGREED)
        informs(stage, person)
    with stage.past.working_days_ago(6, "10:20"):
        rates(stage, person, "blue", "Detained under section 2. No plan for home yet.", needs=[("advocacy", "")])
        accepts(stage, referral)


def key_worker(stage: Stage) -> None:
    """17 and Red; he agreed to a key worker and to a CETR."""
    referral, person = is_met(
        stage,
        stage.somebody("Mohammed", "Iqbal", 17, called="Mo"),
        5,
        worries="I get excluded and then I am at home all day and it kicks off with my dad.",
        helps="Gaming with my cousin. Being outside.",
        how_to_talk="Text is best. Voice notes are fine.",
        decisions={"discuss": AGREED, "join": AGREED, "key-worker": AGREED},
    )
    with stage.past.working_days_ago(3, "16:20"):
        decides_all(stage, person, shares={TRUST: AGREED, COVENTRY: AGREED}, cetr=AGREED, key_worker=AGREED)
        informs(stage, person)
    with stage.past.working_days_ago(2, "11:40"):
        rates(
            stage,
            person,
            "red",
            "Two A&E visits in ten days; family cannot keep him or his brother safe at night.",
            needs=[("education_support", "No place since October."), ("crisis_plan", "")],
        )
        accepts(stage, referral)


def undecided(stage: Stage) -> None:
    """19 and Amber; has not decided about a key worker, so the team must ask."""
    referral, person = is_met(
        stage,
        stage.somebody("Zofia", "Popescu", 19),
        6,
        worries="I turned 18 and everybody who knew me stopped coming.",
        helps="Horses. My foster sister.",
        how_to_talk="Email me the questions first.",
        council=WARWICKSHIRE,
    )
    with stage.past.working_days_ago(4, "10:10"):
        decides_all(stage, person, shares={TRUST: AGREED, WARWICKSHIRE: AGREED}, key_worker=NOT_SURE)
        informs(stage, person)
    with stage.past.working_days_ago(3, "14:40"):
        rates(
            stage, person, "amber", "Unplanned move to adult services; not eating with others.", transition="unplanned"
        )
        accepts(stage, referral)


def refuses_review(stage: Stage) -> None:
    """Red, and she refuses a C(E)TR: the refusal is recorded and the duty stays in sight."""
    referral, person = is_met(
        stage,
        stage.somebody("Niamh", "Gill", 39),
        6,
        worries="The new tablets make me feel unreal. I rang 999 twice.",
        helps="My garden, my sister's children.",
        how_to_talk="Do not call me by my first name before I know you.",
    )
    with stage.past.working_days_ago(4, "12:00"):
        decides_all(stage, person, shares={TRUST: AGREED, ICB: AGREED}, cetr=REFUSED)
        informs(stage, person)
    with stage.past.working_days_ago(3, "09:50"):
        rates(
            stage,
            person,
            "red",
            "Acute distress since the change of medicine; alone at night.",
            needs=[("medicine_review", "Started in October."), ("meeting", "")],
        )
        accepts(stage, referral)


STORIES = (green, amber, red_overdue, blue, key_worker, undecided, refuses_review)
