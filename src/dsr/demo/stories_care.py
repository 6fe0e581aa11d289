"""Stories of people whose decisions, contact or rating need care. Everybody in them is made up."""

from __future__ import annotations

from typing import Any

from dsr.core import clock
from dsr.demo.casework import (
    AGREED,
    COVENTRY,
    FUTURES,
    GREEN,
    MIND,
    REFUSED,
    TRUST,
    WARWICKSHIRE,
    accepts,
    assesses_capacity,
    decides,
    decides_all,
    informs,
    rates,
)
from dsr.demo.stage import Stage
from dsr.demo.stories_register import EVERYBODY, is_met, meets
from dsr.people import actions as people
from dsr.people.models import Person


def best_interests(stage: Stage) -> None:
    """He lacks capacity for the decision to join; it was made in his best interests, with an advocate."""
    referral, person = is_met(
        stage,
        stage.somebody("Reuben", "Adeyemi", 52),
        8,
        who="care_for",
        filler_name="Thea Adeyemi (made up)",
        filler_relationship="I am his sister",
        filler_phone="07700 900 905",
        says="He cannot say it in words. He is happier when I am there.",
        knows="partly",
        worries="The home says it cannot meet his needs any more. He hits his face and nobody knows why.",
        helps="Music in a dark room. Warm hands.",
        how_to_talk="Objects of reference. Wait. He answers with his eyes.",
        formats=["spoken"],
        learning_disability="confirmed",
        autism="not_known",
        confirmed="learning_disability",
        note="Visited with his sister; used objects of reference.",
    )
    with stage.past.working_days_ago(6, "11:00"):
        _decides_in_best_interests(stage, person, "join")
        informs(stage, person)
    with stage.past.working_days_ago(5, "13:10"):
        rates(
            stage,
            person,
            "amber",
            "Untreated pain is likely; the home has given notice informally.",
            physical_health="untreated",
            needs=[("medicine_review", "Dentist and GP together."), ("advocacy", "")],
        )
        accepts(stage, referral)


def _decides_in_best_interests(stage: Stage, person: Person, kind: str) -> None:
    assessment = assesses_capacity(stage, person, kind)
    with stage.coordinator.scope():
        record = people.record_best_interests(
            person=person,
            capacity_assessment=assessment,
            made_on=clock.today(),
            made_by_name="Cass Coordinator",
            wishes="Relaxes with people he knows and turns away from strangers. He cannot be asked in words.",
            consulted="His sister, the home's manager, his GP.",
            less_restrictive="Help without the register was tried for a year and came too late each time.",
            advocate="An independent advocate (made up) met him twice and agrees.",
            in_best_interests=True,
            by=stage.coordinator,
        )
    decides(
        stage,
        person,
        kind,
        basis="best_interests",
        decided_by_name="Cass Coordinator, with those consulted",
        capacity_assessment=assessment,
        best_interests=record,
    )


def gillick(stage: Stage) -> None:
    """15, found competent to decide; her father would rather she did not join, and his view stands beside hers."""
    referral, person = is_met(
        stage,
        stage.somebody("Ioana", "Ionescu", 15),
        7,
        worries="I hurt all over and nobody believes me. I do not go to school. I am scared of hospital.",
        helps="My rabbit. Being on my own. Science videos.",
        how_to_talk="Tell me the truth even when it is bad.",
        decisions={"discuss": AGREED, "join": AGREED, "key-worker": AGREED},
        note="Two calls with her alone, one with both parents.",
    )
    competent: dict[str, Any] = {
        "basis": "gillick",
        "competence_note": "Explained in her own words what joining changes, and when not.",
    }
    with stage.past.working_days_ago(5, "15:40"):
        decides_all(stage, person, shares={TRUST: AGREED}, cetr=AGREED, key_worker=AGREED, **competent)
        informs(stage, person, ("person", "parental_responsibility", "supporting_service"))
        with stage.coordinator.scope():
            people.record_view(
                person=person,
                kind="join",
                holder="parent",
                holder_name="Dariusz Ionescu (made up)",
                answer=REFUSED,
                words="A list will follow her all her life.",
                source="telephone call",
                said_at=clock.now(),
                by=stage.coordinator,
            )
    with stage.past.working_days_ago(4, "10:15"):
        rates(stage, person, "amber", "Not eating enough, out of school, parents disagree.", eating="serious")
        accepts(stage, referral)
    with stage.past.working_days_ago(3, "10:50"):
        referred = "Sent by secure email; the service says it takes her on."
        meets(stage, person, "Refer to the key worker service", referred, by="coordinator")


def careful_contact(stage: Stage) -> None:
    """A sensitive address, no voicemail, an interpreter: how to reach her safely comes first."""
    referral, person = is_met(
        stage,
        stage.somebody("Gurpreet", "Dhaliwal", 43),
        9,
        worries="I moved away from my husband's family. They must not find me.",
        helps="The gurdwara kitchen. My friend Jasleen.",
        how_to_talk="Slowly, with the interpreter. I understand some English.",
        language="pa",
        interpreter="yes",
        interpreter_note="A woman, please. Not from the same town.",
        contact_way="somebody",
        trusted_name="Jasleen Bains (made up)",
        trusted_phone="07700 900 356",
        voicemail="no",
        address_safe="no",
        contact_unsafe="Never write. Never ring the old number. Never say why you call.",
        adjustments=["supporter", "same_person", "quiet"],
        note="Met at the library with an interpreter.",
    )
    with stage.past.working_days_ago(7, "14:30"):
        with stage.coordinator.scope():
            why = "Fled violence. Only the register team may see where she lives."
            people.set_address_sensitive(person=person, sensitive=True, reason=why, by=stage.coordinator)
        spoken: dict[str, Any] = {"language": "pa", "format": "spoken, with an interpreter"}
        decides_all(stage, person, shares={TRUST: AGREED, MIND: AGREED, COVENTRY: REFUSED}, cetr=AGREED, **spoken)
        informs(stage, person)
    with stage.past.working_days_ago(6, "11:20"):
        rates(
            stage,
            person,
            "amber",
            "At risk from others; sleeping rough twice this month.",
            harm_from_others="concern_open",
            needs=[("wellbeing_support", "A women's group."), ("placement", "A refuge with step-free access.")],
        )
        accepts(stage, referral)


def long_name(stage: Stage) -> None:
    """A name that pages must have room for."""
    made = stage.somebody(
        "Oluwaseun Mohammed", "Wisniewska-Chaudhry-Smith-Baptiste-Mukherjee", 61, called="Oluwaseun Mohammed"
    )
    referral, person = is_met(
        stage,
        made,
        10,
        worries="My flat is damp and the lift is broken. I have not been out for six weeks.",
        helps="Chess by post.",
        council=WARWICKSHIRE,
    )
    with stage.past.working_days_ago(8, "09:45"):
        decides_all(stage, person, shares={TRUST: AGREED, WARWICKSHIRE: AGREED, FUTURES: AGREED}, cetr=AGREED)
        informs(stage, person)
    with stage.past.working_days_ago(7, "12:20"):
        rates(
            stage,
            person,
            "amber",
            "Scores Green, and he is going downhill fast: nobody sees him any more.",
            override_reason="Isolation since October is not in the questions, and it came before his last admission.",
            **GREEN,
        )
        accepts(stage, referral)


def rated_again(stage: Stage) -> None:
    """Amber, then Red when a placement broke down, then Amber again after help came."""
    referral, person = is_met(
        stage,
        stage.somebody("Fatima", "Begum", 28),
        14,
        worries="My support provider stops at the end of the month.",
        helps="Baking. My timetable on the wall.",
        how_to_talk="Show me pictures of who will come.",
        formats=["easy_read"],
    )
    with stage.past.working_days_ago(12, "10:00"):
        decides_all(stage, person, shares=EVERYBODY, cetr=AGREED)
        informs(stage, person)
        rates(stage, person, "amber", "Provider has given notice; she knows and does not sleep.")
        accepts(stage, referral)
    with stage.past.working_days_ago(7, "17:20"):
        rates(
            stage,
            person,
            "red",
            "Provider left early. No staff at night; two ambulances this week.",
            needs=[("extra_support_at_home", "Nights, from today."), ("intensive_support", "")],
        )
    with stage.past.working_days_ago(6, "16:30"):
        meets(stage, person, "Extra support at home", "Two known staff cover the nights from tonight.", by="council")
    with stage.past.working_days_ago(2, "11:10"):
        rates(stage, person, "amber", "Nights are covered and calm. A new provider is not found yet.")


def sharing_withdrawn(stage: Stage) -> None:
    """On the register; she took back sharing with the council, which lost sight at once."""
    referral, person = is_met(
        stage,
        stage.somebody("Daisy", "Thompson", 32),
        12,
        worries="I had a baby in spring and people keep watching me.",
        helps="My health visitor. Quiet mornings.",
        how_to_talk="Be on time. Say who will read what you write.",
    )
    with stage.past.working_days_ago(10, "13:00"):
        decides_all(stage, person, shares={TRUST: AGREED, MIND: AGREED}, cetr=AGREED)
        with_council = decides(stage, person, "share", share=COVENTRY)
        informs(stage, person)
    with stage.past.working_days_ago(9, "10:45"):
        rates(stage, person, "green", "Support fits and is kept. Watch for lack of sleep.")
        accepts(stage, referral)
    with stage.past.working_days_ago(3, "09:20"), stage.coordinator.scope():
        people.withdraw_decision(
            decision=with_council,
            withdrawn_by_name=person.full_name,
            reason="Does not want the council to know where she is with the baby.",
            by=stage.coordinator,
        )


STORIES = (best_interests, gillick, careful_contact, long_name, rated_again, sharing_withdrawn)
