"""Stories of referrals that nobody has decided on yet. Everybody in them is made up."""

from __future__ import annotations

from datetime import timedelta

from dsr.core import clock
from dsr.demo.stage import WARKS, Stage
from dsr.referrals.actions import contact, handling


def new_today(stage: Stage) -> None:
    """An adult asks for support for herself, today. Nobody has it yet."""
    made = stage.somebody("Harriet", "Doyle", 31)
    with stage.past.minutes_ago(50):
        stage.sends(
            made,
            worries="My support hours were cut last month. I do not sleep and I have stopped going to the garden club. "
            "The last time this happened I went into hospital.",
            tried="My GP gave me sleeping tablets. They make me feel ill.",
            helps="Gardening, my cat, talking to the same person each time.",
            could_help="My hours back. Somebody to come with me to the garden club.",
            how_to_talk="Short sentences. Please write down what we agreed.",
            formats=["easy_read"],
            involved=(),
            decisions={"discuss": "agreed", "join": "agreed"},
        )


def same_day(stage: Stage) -> None:
    """Somebody says they may not be safe: the team must look today."""
    made = stage.somebody("Rhys", "Nowak", 24)
    with stage.past.minutes_ago(95):
        stage.sends(
            made,
            danger="not_known",
            worries="I am self harming again and the staff in my flat do not know what to do. I am scared of tonight.",
            helps="My sister on the phone. Loud music.",
            how_to_talk="Text first, then I can pick up.",
            contact_way="text",
            contact_times="Any time today",
            decisions={"discuss": "agreed", "join": "not_sure"},
            involved=({"name": "Freya Nowak (made up)", "role": "my sister", "phone": "07700 900 611"},),
        )


def overdue(stage: Stage) -> None:
    """Three tries by two routes and no answer; the promise is broken and everybody can see it."""
    made = stage.somebody("Tomasz", "Kowalczyk", 45)
    with stage.past.working_days_ago(9, "11:20"):
        referral = stage.sends(
            made,
            who="care_for",
            filler_name="Ewa Kowalczyk (made up)",
            filler_relationship="I am his wife",
            filler_phone="07700 900 342",
            says="He says he is fine. He is not.",
            worries="He lost his job at the warehouse in the summer. He stays in the bedroom and shouts at night.",
            tried="The crisis team came once and said to ring the GP.",
            contact_first="filler",
            language="pl",
            interpreter="yes",
            interpreter_note="He prefers to talk to a man.",
        )
    with stage.past.working_days_ago(8, "09:40"):
        stage.takes(referral)
        stage.tries(referral, "phone", "no_answer", with_whom="Ewa Kowalczyk (made up)", note="Rang out twice.")
    with stage.past.working_days_ago(6, "16:10"):
        stage.tries(referral, "phone", "left_message", with_whom="Ewa Kowalczyk (made up)", note="Neutral message.")
    with stage.past.working_days_ago(3, "10:05"):
        stage.tries(referral, "letter", "message_sent", with_whom="Ewa Kowalczyk (made up)", note="Letter in Polish.")


def due_next(stage: Stage) -> None:
    """The fifth working day: contact is due when the team closes, today on a working day."""
    made = stage.somebody("Priya", "Mistry", 38)
    with stage.past.working_days_ago(5, "14:45"):
        referral = stage.sends(
            made,
            worries="My mum is going into a care home and I do not know where I will live.",
            helps="Knowing what happens next. My calendar.",
            how_to_talk="Tell me before what you want to talk about.",
            adjustments=["know_before", "same_person"],
            postcode=WARKS,
            town="Warwick",
            learning_disability="confirmed",
            autism="not_known",
            decisions={"discuss": "agreed", "join": "agreed", "share-cw-mind": "refused"},
        )
    with stage.past.working_days_ago(2, "15:30"):
        stage.takes(referral, by=stage.colleague)
        stage.tries(referral, "phone", "asked_later", by=stage.colleague, note="At work. Asked for a call after 5pm.")


def professional(stage: Stage) -> None:
    """A college worker refers a 17-year-old."""
    made = stage.somebody("Kwame", "Okafor", 17)
    with stage.past.working_days_ago(2, "13:15"):
        referral = stage.sends(
            made,
            who="work_with",
            filler_name="Siobhan Hughes (made up)",
            filler_job="Learning support manager",
            filler_organisation="Made-up College, Rugby",
            filler_phone="07700 900 215",
            filler_email="siobhan.hughes@college.example",
            filler_relationship="I manage his support in college",
            says="He wants help at home. He does not want people to talk about him behind his back.",
            worries="Kwame has been sent home from college four times this term. His foster carers asked for him to "
            "move. He eats alone in his room.",
            tried="A shorter timetable and a quiet room. It helped for two weeks.",
            helps="Cooking, his phone, one adult at a time.",
            could_help="A plan that college and home share. Somebody for the foster carers to ring.",
            services="CAMHS every six weeks. Social worker since March. EHC plan reviewed in June.",
            concerns=["placement", "family", "self_harm"],
            concerns_when="weeks",
            capacity="has",
            capacity_evidence="We talked about it on two days. He could say what the register is and what changes.",
            explained="Kwame, in an Easy Read leaflet, last Monday. His foster carers by telephone.",
            consent_said="He wants to join. He is not sure about the council.",
            postcode="CV21 2RR",
            town="Rugby",
            people="yes",
            involved=(
                {"name": "Isaac Thompson (made up)", "role": "foster carer", "phone": "07700 900 478"},
                {"name": "Nadia Rahman (made up)", "role": "social worker", "organisation": "Made-up team"},
            ),
        )
    with stage.past.working_days_ago(1, "09:15"):
        stage.takes(referral, by=stage.colleague)


def keyed(stage: Stage) -> None:
    """Somebody rang; a coordinator typed it in while they spoke."""
    made = stage.somebody("Usha", "Fernandes", 58)
    with stage.past.working_days_ago(3, "11:50"):
        referral = stage.keys(
            made,
            by=stage.coordinator,
            worries="Her flat is cold and the new carers rush her. She fell last week. She cries while she talks.",
            helps="Radio, her church friends.",
            how_to_talk="Speak slowly. She hears better on the left side.",
            adjustments=["hearing", "more_time"],
            formats=["spoken"],
            learning_disability="confirmed",
            autism="not_diagnosed",
            contact_times="Mornings. Carers come at noon.",
        )
        stage.takes(referral)
        stage.speaks(referral, "This was her own call. She wants somebody to visit.", format_used="telephone")


def set_aside(stage: Stage) -> None:
    """Contact made; the person asks to wait until after an operation. The clock of nothing is stopped."""
    made = stage.somebody("Connor", "Evans", 27)
    with stage.past.working_days_ago(11, "10:30"):
        referral = stage.sends(
            made,
            worries="I get very angry when the noise starts upstairs. The landlord says I have to go.",
            helps="Headphones. Walking the dog.",
            decisions={"discuss": "not_sure", "join": "not_sure"},
        )
    with stage.past.working_days_ago(9, "11:00"):
        stage.takes(referral, by=stage.colleague)
        stage.speaks(referral, "Has an operation soon and asks us to come back after it.", by=stage.colleague)
    with stage.past.working_days_ago(8, "09:30"), stage.colleague.scope():
        handling.set_aside(
            referral=referral,
            until=clock.london_day(clock.machine_now()) + timedelta(days=9),
            reason="Asked us to ring again after the operation.",
            by=stage.colleague,
        )


def unable_to_contact(stage: Stage) -> None:
    """Enough was tried, in enough ways; the reason is on record and a late answer still counts."""
    made = stage.somebody("Jade", "Walker", 22)
    with stage.past.working_days_ago(12, "09:10"):
        referral = stage.sends(
            made,
            lives="no_fixed",
            worries="I sleep at friends' places. I do not feel safe.",
            contact_way="text",
        )
    with stage.past.working_days_ago(11, "10:20"):
        stage.takes(referral)
        stage.tries(referral, "text", "message_sent", note="Said who would ring and when.")
    for days, at in ((10, "14:00"), (8, "12:15")):
        with stage.past.working_days_ago(days, at):
            stage.tries(referral, "phone", "no_answer")
    with stage.past.working_days_ago(7, "16:00"), stage.coordinator.scope():
        contact.give_up_contact(
            referral=referral,
            reason="Three tries by text and telephone. No address, and nobody else to ask.",
            by=stage.coordinator,
        )


def withdrawn(stage: Stage) -> None:
    """The person asks us to stop."""
    made = stage.somebody("George", "Clarke", 33)
    with stage.past.working_days_ago(6, "15:00"):
        referral = stage.sends(made, worries="My new flatmate is difficult.", decisions={"join": "not_sure"})
    with stage.past.working_days_ago(4, "13:40"):
        stage.takes(referral, by=stage.colleague)
        stage.speaks(referral, "The flatmate moved out. George wants nothing more.", by=stage.colleague)
        with stage.colleague.scope():
            handling.withdraw(
                referral=referral,
                asked_by=referral.subject_name,
                reason="Things are better at home. Knows how to ask again.",
                by=stage.colleague,
            )


STORIES = (
    new_today,
    same_day,
    overdue,
    due_next,
    professional,
    keyed,
    set_aside,
    unable_to_contact,
    withdrawn,
)
