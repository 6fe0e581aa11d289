"""Stories of referrals the team works on: matched, discussed, nearly ready, not accepted. Everybody is made up."""

from __future__ import annotations

from datetime import timedelta

from django.test import override_settings

from dsr.core import clock, scope
from dsr.demo.casework import (
    AGREED,
    COVENTRY,
    NOT_SURE,
    REFUSED,
    TRUST,
    decides,
    decides_all,
    informs,
    makes_person,
    rates,
)
from dsr.demo.stage import Stage
from dsr.messages import actions as messages
from dsr.people import actions as people
from dsr.referrals import letters
from dsr.referrals.actions import discussion, outcome


def differing_views(stage: Stage) -> None:
    """A mother refers her 12-year-old; the child says something else than she does, and both stand."""
    made = stage.somebody("Alfie", "Robinson", 12, called="Alf")
    with stage.past.working_days_ago(4, "16:05"):
        referral = stage.sends(
            made,
            who="my_child",
            filler_name="Beata Robinson (made up)",
            filler_relationship="Mother",
            filler_phone="07700 900 820",
            filler_email="beata.robinson@family.example",
            says="Alf says: I do not want a list. I want my old school back.",
            worries="Alf has not been in school since September. He hits his head on the wall and I cannot stop him. "
            "I am on my own with three children.",
            tried="School tried mornings only. The GP sent us to CAMHS, we wait since spring.",
            helps="Trains. Being in water. His gran.",
            could_help="A school place that understands him, and a break for me.",
            how_to_talk="He reads better than he listens. Write it down. Do not touch him.",
            adjustments=["more_time", "quiet", "know_before"],
            contact_first="filler",
            decisions={"discuss": AGREED, "join": AGREED, "cetr": AGREED, "key-worker": AGREED},
        )
    with stage.past.working_days_ago(2, "13:30"):
        stage.takes(referral)
        stage.speaks(
            referral,
            "Rang the mother, then wrote with Alf by text message for half an hour.",
            outcome="spoke_for_person",
            with_whom="Beata Robinson (made up)",
        )
        person = makes_person(stage, referral)
        with stage.coordinator.scope():
            people.record_view(
                person=person,
                kind="join",
                holder="person",
                holder_name=person.full_name,
                answer=REFUSED,
                words="I do not want to be on a list. Mum can be on it.",
                source="contact by text message",
                said_at=clock.now(),
                by=stage.coordinator,
            )


def under_discussion(stage: Stage) -> None:
    """The trust and the one council see the referral for two weeks, because the person agreed to it."""
    made = stage.somebody("Leila", "Hassan", 29)
    with stage.past.working_days_ago(7, "12:10"):
        referral = stage.sends(
            made,
            worries="I left hospital in June. The voices are back and my support worker has left.",
            tried="New tablets. I stopped them because I slept all day.",
            helps="Drawing. Prayer. My aunt.",
            could_help="The nurse I had before.",
            decisions={"discuss": AGREED, "join": NOT_SURE},
            involved=({"name": "Amina Hassan (made up)", "role": "my aunt", "phone": "07700 900 733"},),
        )
    with stage.past.working_days_ago(5, "10:30"):
        stage.takes(referral)
        stage.speaks(referral, "Wants the trust to know. Will think about joining.")
        person = makes_person(stage, referral)
        decides(stage, person, "discuss")
    with stage.past.working_days_ago(4, "15:00"), stage.coordinator.scope():
        discussion.open_discussion(
            referral=referral,
            organisations=[stage.organisation(TRUST), stage.organisation(COVENTRY)],
            until=clock.london_day(clock.machine_now()) + timedelta(days=10),
            by=stage.coordinator,
        )


def nearly_ready(stage: Stage) -> None:
    """Decided, rated, and still not ready: nobody has recorded what the supporting services were told."""
    made = stage.somebody("Owen", "Lewis", 36)
    with stage.past.working_days_ago(8, "09:30"):
        referral = stage.sends(
            made,
            worries="I owe money and people come to my door. I cannot sleep.",
            helps="Football on Saturdays. My brother.",
            decisions={"discuss": AGREED, "join": AGREED, "share-cwpt": AGREED},
        )
    with stage.past.working_days_ago(6, "11:00"):
        stage.takes(referral, by=stage.colleague)
        stage.speaks(referral, "Spoke for an hour. His brother was there.", by=stage.colleague)
        person = makes_person(stage, referral)
        decides_all(stage, person, shares={TRUST: AGREED, COVENTRY: NOT_SURE}, cetr=AGREED)
        informs(stage, person, ("person",))
    with stage.past.working_days_ago(1, "14:20"):
        rates(
            stage,
            person,
            "amber",
            "Exploited by people he calls friends; tenancy at risk. Brother worn out.",
            harm_from_others="concern_open",
            needs=[("placement", "Ask housing for another door lock and a transfer.")],
        )


def not_accepted(stage: Stage) -> None:
    """Waiting for an autism assessment, which the policy does not accept yet; the letter waits to be printed."""
    made = stage.somebody("Bethany", "Green", 20)
    with stage.past.working_days_ago(9, "10:50"):
        referral = stage.sends(
            made,
            autism="awaiting_assessment",
            worries="University is too loud. I left in October and stay in my room.",
            helps="Night walks, my drum kit.",
            decisions={"discuss": AGREED, "join": AGREED},
        )
    with stage.past.working_days_ago(7, "10:00"):
        stage.takes(referral)
        stage.speaks(referral, "On the waiting list since April. Gave her the list's number.")
        makes_person(stage, referral, confirmed="")
    with stage.past.working_days_ago(3, "15:15"), stage.coordinator.scope():
        outcome.not_accept(
            referral=referral,
            reason_code="awaiting_assessment",
            letter=letters.not_accepted(referral, "awaiting_assessment"),
            note="Asked her to come back as soon as she has the result, or if things get worse.",
            by=stage.coordinator,
        )


def message_failed(stage: Stage) -> None:
    """An email that no mail server takes: it has failed, and staff see it."""
    made = stage.somebody("Mateusz", "Wisniewska", 41)
    with stage.past.working_days_ago(4, "09:45"):
        referral = stage.sends(
            made,
            worries="My landlord wants to sell the house. I have lived here for nine years.",
            contact_way="email",
            contact_email="mateusz@no-such-post.example",
            contact_phone="",
        )
        stage.takes(referral)
    with stage.past.working_days_ago(3, "09:30"):
        _writes(stage, referral.pk, referral.subject_name)
        stage.tries(referral, "email", "message_sent", note="Offered three times for a call.")


def _writes(stage: Stage, referral_id: int, name: str) -> None:
    """Written, seen and let go; then every try of the delivery ends at a mail server that is not there."""
    by = stage.coordinator
    with by.scope():
        message = messages.draft_message(
            area_id=stage.area.pk,
            kind="contact",
            channel="email",
            recipient_name=name,
            recipient_address="mateusz@no-such-post.example",
            subject="A time to talk",
            body=f"Dear {name}\n\nWe would like to ring you. Is Tuesday at 11am good for you?\n\nCass",
            referral_id=referral_id,
            by=by,
        )
        messages.approve(message=message, by=by)
    nowhere = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    with override_settings(**nowhere, EMAIL_PORT=1), scope.job(name="messages.deliver", area_id=stage.area.pk):
        for _ in range(len(messages.WAITS) + 1):
            messages.deliver(message_id=message.pk)


STORIES = (differing_views, under_discussion, nearly_ready, not_accepted, message_failed)
