"""What somebody would try against the person's own page: each was tried, and holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from dsr.core import clock, ids, scope
from dsr.following import views
from dsr.people import actions, queries
from dsr.people.models import AccessKey, Decision, Involvement, KeyVisit, OwnRequest
from dsr.tasks.models import Task
from tests.factories.accounts import make_actor
from tests.factories.people import organisation
from tests.factories.register import on_register

pytestmark = pytest.mark.django_db
PROOF = "green bicycle"
SHARE = "share-cwpt"


class CountingHasher(MD5PasswordHasher):
    """Counts how often a word was made unreadable."""

    made = 0

    def encode(self, password, salt):
        type(self).made += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _counted_anew(settings):
    settings.PASSWORD_HASHERS = ["tests.following.test_attacks.CountingHasher"]
    views.by_address.forget()


@pytest.fixture
def client():
    return Client(headers={"accept": "text/html"})


@pytest.fixture
def entry(area, coordinator, clinician):
    with scope.job(name="test", area_id=area.pk):
        made = on_register(coordinator, clinician, share_with=("cwpt",))
        assert made.person.joined_at  # fetched while it can be seen
    return made


def url(name, **parts):
    return reverse(f"follow_my_{name}", kwargs=parts or None)


def enter(client, token):
    return client.post(url("door", token=token), {"proof": PROOF})


@pytest.fixture
def key(entry, coordinator):
    with coordinator.scope():
        return actions.grant_key(person=entry.person, holder="person", proof=PROOF, by=coordinator)


@pytest.fixture
def inside(client, key):
    assert enter(client, key[1]).url == url("page")
    return client


def key_of(coordinator, person, *, holder="authority", authority="parental_responsibility"):
    """A contact with a key, and its secret."""
    with coordinator.scope():
        contact = actions.add_contact(
            person=person, by=coordinator, name="Mo Helper", relationship="Mother", authority=authority,
        )  # fmt: skip
        made, token = actions.grant_key(
            person=person, holder=holder, contact=contact, proof=PROOF, by=coordinator, agreed_note="On the phone."
        )
    return contact, made, token


def as_job(area):
    return scope.job(name="test", area_id=area.pk)


@pytest.mark.parametrize(("topic", "wants"), [(SHARE, "no"), ("cetr", "yes")])
def test_a_button_pressed_twice_turns_nothing_back(inside, area, topic, wants):
    inside.post(url("change", topic=topic), {"wants": wants})
    again = inside.post(url("change", topic=topic), {"wants": wants})
    assert again.url == url("sharing")
    with as_job(area):
        kind = topic.split("-")[0]
        assert Decision.objects.filter(kind=kind, superseded_at=None).latest("pk").holds is (wants == "yes")


def test_a_form_that_does_not_say_what_it_showed_turns_nothing(inside, area):
    inside.post(url("change", topic=SHARE))
    with as_job(area):
        assert Decision.objects.get(kind="share", organisation__code="cwpt").holds


@pytest.mark.parametrize("topic", ["share-no-such-place", "share-", "discuss", "share-cwpt-extra", "nothing"])
def test_there_is_nothing_to_switch_that_is_not_offered(inside, area, topic):
    assert inside.get(f"/follow/my-page/who-knows/{topic}/").status_code == 404
    assert inside.post(f"/follow/my-page/who-knows/{topic}/", {"wants": "yes"}).status_code == 404


@pytest.fixture
def overridden(area, entry, coordinator, lead):
    """The other organisation sees the person without agreement."""

    def begin(*, told):
        with coordinator.scope():
            asked = actions.request_override(
                person=entry.person, organisation=organisation(coordinator, "cw-icb"), level="summary",
                ground="safeguarding_adult", justification="Bruises seen twice this week",
                until=actions.end_of_day(clock.today() + timedelta(days=7)), person_told=told,
                why_not_told="" if told else "It could put her at greater risk", by=coordinator,
            )  # fmt: skip
        with lead.scope():
            return actions.approve_override(override=asked, by=lead)

    return begin


def still_sees(area):
    with as_job(area):
        open_ones = Involvement.objects.filter(ended_at=None).exclude(basis="register_team")
        return set(open_ones.values_list("basis", "organisation__code"))


@pytest.mark.parametrize("told", [True, False])
def test_leaving_ends_what_was_agreed_and_staff_decide_about_the_rest_today(inside, area, overridden, told):
    override = overridden(told=told)
    name = override.organisation.name
    shown = inside.get(url("change", topic="join")).content.decode()
    assert (name in shown) is told
    assert f"{name} can no longer see" not in shown
    gone = inside.post(url("change", topic="join"), {"wants": "no"}).content.decode()
    assert "You have left the register" in gone
    assert name not in gone
    assert still_sees(area) == {("override", "cw-icb")}
    with as_job(area):
        task = Task.objects.get(kind="override_review")
        assert clock.london_day(task.due_at) <= clock.today() + timedelta(days=1)
        assert ("has not been told" in task.description) is not told
        assert AccessKey.objects.get().revoked_at is not None


def test_the_same_holds_when_staff_record_it(area, entry, coordinator, overridden):
    overridden(told=False)
    with coordinator.scope():
        joined = queries.holding(entry.person, "join")
        actions.withdraw_decision(decision=joined, withdrawn_by_name="Ada", reason="On the phone", by=coordinator)
    assert still_sees(area) == {("override", "cw-icb")}
    with as_job(area):
        assert Task.objects.filter(kind="override_review").count() == 1


def test_no_key_sees_that_sight_without_agreement_is_looked_at(area, entry, key, overridden, coordinator):
    override = overridden(told=False)
    with as_job(area):
        Task.objects.filter(person=entry.person).update(source=f"override:{override.public_id}")
    for powers in (("decides", "record"), ("record",), ()):
        with scope.person(area_id=area.pk, person_id=entry.person_id, token=ids.hash_token(key[1]), powers=powers):
            assert not Task.objects.exists()


def test_a_supporters_key_reads_the_promised_help_and_no_other_work(area, entry, coordinator):
    _, _, token = key_of(coordinator, entry.person, holder="supporter", authority="none")
    with as_job(area):
        Task.objects.filter(person=entry.person, kind="rating_review").update(source="leaving:x")
    with scope.person(area_id=area.pk, person_id=entry.person_id, token=ids.hash_token(token), powers=()):
        assert Task.objects.exists()
        assert not Task.objects.filter(source="leaving:x").exists()
        assert Task.objects.update(title="Nothing to do") == 0


def test_nobody_reads_or_uses_up_what_another_key_may_ask(client, area, entry, key, coordinator):
    _, _, token = key_of(coordinator, entry.person, holder="supporter", authority="none")
    enter(client, token)
    for _ in range(21):
        asked = client.post(url("ask", what="talk"), {"words": "Again"})
    assert asked.status_code == 200
    enter(client, key[1])
    assert client.post(url("ask", what="talk"), {"words": "He reads this"}).status_code == 302
    with scope.person(area_id=area.pk, person_id=entry.person_id, token=ids.hash_token(token), powers=()):
        assert not OwnRequest.objects.filter(words="He reads this").exists()


def test_a_key_ends_with_its_holders_place_around_the_person(client, entry, coordinator):
    contact, _, token = key_of(coordinator, entry.person, holder="authority", authority="attorney")
    enter(client, token)
    assert client.get(url("record")).status_code == 200
    with coordinator.scope():
        actions.end_contact(contact=contact, reason="No longer her attorney", by=coordinator)
    assert client.get(url("record")).status_code == 404
    assert enter(client, token).status_code == 200


def child(area, coordinator, clinician, born_on):
    with as_job(area):
        return on_register(coordinator, clinician, born_on=born_on).person


def test_a_corrected_birth_date_ends_a_parents_key_that_would_outlive_it(client, area, coordinator, clinician):
    today = clock.today()
    person = child(area, coordinator, clinician, date(today.year - 14, 1, 1))
    _, _, token = key_of(coordinator, person)
    enter(client, token)
    with coordinator.scope():
        actions.amend_identity(
            person=person, changes={"given_name": "Adah"}, reason="Spelling", expected_revision=person.revision,
            by=coordinator,
        )  # fmt: skip
        assert AccessKey.objects.get(token_hash=ids.hash_token(token)).revoked_at is None
        person.refresh_from_db()
        actions.amend_identity(
            person=person, changes={"born_on": date(today.year - 19, 1, 1)}, reason="Passport seen",
            expected_revision=person.revision, by=coordinator,
        )  # fmt: skip
    assert client.get(url("record")).status_code == 404


@pytest.mark.parametrize("age", [16, 18])
def test_a_parents_sight_ends_at_midnight_in_london_of_the_birthday(client, area, coordinator, clinician, age):
    birthday = date(2027, 7, 10)  # summer time: an hour before midnight UTC
    person = child(area, coordinator, clinician, birthday.replace(year=birthday.year - age))
    before = datetime(2027, 7, 9, 23, 55, tzinfo=clock.LONDON)
    _, made, token = key_of(coordinator, person)
    assert made.until == datetime(2027, 7, 10, tzinfo=clock.LONDON)
    with time_machine.travel(before, tick=False):
        enter(client, token)
        assert client.get(url("record")).status_code == 200
    with time_machine.travel(before + timedelta(minutes=5), tick=False):
        assert client.get(url("record")).status_code == 404
        assert enter(client, token).status_code == 200


def test_a_visit_that_is_kept_alive_ends_the_same_day(inside, area):
    with as_job(area):
        KeyVisit.objects.update(seen_at=clock.now())
    with time_machine.travel(clock.now() + timedelta(hours=12, minutes=1), tick=False):
        with as_job(area):
            KeyVisit.objects.update(seen_at=clock.now())
        assert inside.get(url("page")).status_code == 404


def test_a_visit_can_do_no_more_than_its_key(inside, area):
    from django.db import DatabaseError, transaction

    with as_job(area), pytest.raises(DatabaseError, match="kept as it was written"), transaction.atomic():
        KeyVisit.objects.update(powers="decides,record,more")


def test_a_link_that_is_none_costs_what_a_real_one_costs(client, key, coordinator):
    made, token = key

    def cost(link):
        before = CountingHasher.made
        client.post(url("door", token=link), {"proof": "wrong words"})
        return CountingHasher.made - before

    real = cost(token)
    assert real >= 1
    assert cost(ids.new_token()) == real
    with coordinator.scope():
        actions.revoke_key(key=made, reason="Lost the paper", by=coordinator)
    assert cost(token) == real


@pytest.mark.parametrize("name", ["follow_code", "follow_referral", "follow_my_door", "refer_resume"])
def test_a_page_with_a_secret_in_its_address_is_kept_nowhere_and_tells_no_other_site(client, area, name):
    part = "code" if name == "follow_code" else "token"
    answer = client.get(reverse(name, kwargs={part: ids.new_token()}))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert not answer.cookies


def test_another_site_can_send_nothing_into_a_visit(inside, area):
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.test"}):
        answer = inside.post(url("change", topic=SHARE), {"wants": "no"}, headers=headers)
        assert answer.status_code == 403
        assert inside.cookies["dsr_visit"].value == ""
        with as_job(area):
            assert Decision.objects.get(kind="share", organisation__code="cwpt").holds


def test_a_worker_of_the_team_gains_nothing_by_a_key(browser_as, key, area):
    """Two scopes never mix: in a visit the key alone counts."""
    other = browser_as(make_actor(area, "trust", "partner"))
    assert other.get(url("record")).status_code == 404
