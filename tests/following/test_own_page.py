"""The person's own page: two proofs in, what it shows, what it changes, and whom it lets change nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import clock, ids, scope
from dsr.following import views
from dsr.people import actions
from dsr.people.models import AccessKey, Decision, Involvement, OwnRequest
from dsr.register.models import Entry
from dsr.tasks.models import Task
from tests.factories.people import make_person
from tests.factories.register import on_register
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db
PROOF = "green bicycle"


@pytest.fixture(autouse=True)
def _counted_anew(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    views.by_address.forget()


@pytest.fixture
def client():
    return Client(headers={"accept": "text/html"})


@pytest.fixture
def entry(area, coordinator, clinician):
    with scope.job(name="test", area_id=area.pk):
        made = on_register(coordinator, clinician, share_with=("cwpt",), needs=[("respite", "Two nights a month")])
        assert made.person.joined_at  # fetched while it can be seen
    return made


@pytest.fixture
def key(entry, coordinator):
    """The person's own."""
    with coordinator.scope():
        return actions.grant_key(person=entry.person, holder="person", proof=PROOF, by=coordinator)


def words(response, status=200):
    assert response.status_code == status, response.content[:3000]
    text = response.content.decode()
    assert_valid_html(text)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def url(name, **parts):
    return reverse(f"follow_my_{name}", kwargs=parts or None)


def turn(browser, topic, wants, **typed):
    """Press the button of the page that asks about one decision, as the page showed it."""
    return browser.post(url("change", topic=topic), {"wants": wants, **typed})


def enter(client, token, proof=PROOF):
    return client.post(url("door", token=token), {"proof": proof})


@pytest.fixture
def inside(client, key):
    """A browser in a visit."""
    _, token = key
    assert enter(client, token).url == url("page")
    return client


@pytest.fixture
def helper(client, entry, coordinator):
    """A browser in a visit of somebody who is not the person."""

    def begin(holder, authority="none"):
        with coordinator.scope():
            contact = actions.add_contact(
                person=entry.person, by=coordinator, name="Jo Helper", relationship="Friend", authority=authority,
                **({"authority_seen_on": clock.today()} if authority != "none" else {}),
            )  # fmt: skip
            _, token = actions.grant_key(
                person=entry.person, holder=holder, contact=contact, proof=PROOF, by=coordinator,
                agreed_note="She said so on the phone." if holder == "supporter" else "",
            )  # fmt: skip
        enter(client, token)
        return client

    return begin


def test_the_link_and_the_agreed_word_open_it(client, key):
    _, token = key
    words(client.get(url("door", token=token)))
    opened = enter(client, token, " Green  BICYCLE ")
    cookie = opened.cookies["dsr_visit"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert "no-store" in opened.headers["cache-control"]
    assert "My register page" in words(client.get(opened.url))


def test_exit_this_page_ends_the_visit_and_forgets_its_cookie(inside):
    kept = inside.cookies["dsr_visit"].value
    left = inside.get(reverse("exit"))
    assert left.cookies["dsr_visit"]["max-age"] == 0
    inside.cookies["dsr_visit"] = kept
    words(inside.get(url("page")), 404)


def test_the_link_alone_opens_nothing(client, key):
    words(client.get(url("page")), 404)


def test_a_wrong_word_a_wrong_link_and_a_locked_key_look_the_same(client, key):
    _, token = key
    other = ids.new_token()
    wrong_word = enter(client, token, "wrong words")
    wrong_link = enter(client, other)
    for _ in range(5):
        enter(client, token, "wrong words")
    locked = enter(client, token)
    shown = [
        answer.content.replace(token.encode(), b"").replace(other.encode(), b"")
        for answer in (wrong_word, wrong_link, locked)
    ]  # the page links to itself in other languages
    assert shown[0] == shown[1] == shown[2]
    assert "This does not open the page" in words(locked)


def test_it_closes_after_twenty_minutes_alone(inside):
    with time_machine.travel(clock.now() + timedelta(minutes=19), tick=False):
        words(inside.get(url("page")))
    with time_machine.travel(clock.now() + timedelta(minutes=40), tick=False):
        words(inside.get(url("page")), 404)


def test_leaving_ends_it_for_the_cookie_too(inside):
    stolen = inside.cookies["dsr_visit"].value
    inside.post(url("leave"))
    inside.cookies["dsr_visit"] = stolen
    words(inside.get(url("page")), 404)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("record", "Date of birth"),
        ("help", "The rating is Red"),
        ("sharing", "Stop telling"),
        ("looks", "Nobody has looked yet"),
    ],
)
def test_each_page_says_what_it_is_for(inside, name, said):
    assert said in words(inside.get(url(name)))


@pytest.mark.parametrize("name", ["page", "record", "help", "sharing", "looks"])
def test_each_page_reads_in_easy_read(inside, name):
    text = words(inside.get(f"/easy-read{url(name)}"))
    assert "Read it to me" in text


def test_who_has_looked_names_role_organisation_and_day(inside, entry, partner, browser_as):
    browser_as(partner).get(reverse("person", kwargs={"pid": entry.person.public_id}))
    text = words(inside.get(url("looks")))
    assert "practitioner" in text
    assert partner.organisation.name in text
    assert partner.worker.name not in text


def test_every_look_of_the_key_is_on_record(inside, area, entry, key):
    inside.get(url("record"))
    with scope.job(name="test", area_id=area.pk):
        seen = Event.objects.get(action="own_record")
    assert seen.actor_id == f"key:{key[0].public_id}"
    assert seen.people == [entry.person.public_id]


def test_switching_one_off_is_instant(inside, entry, partner, browser_as):
    page = reverse("person", kwargs={"pid": entry.person.public_id})
    assert browser_as(partner).get(page).status_code == 200
    assert "can no longer see anything about you" in words(inside.get(url("change", topic="share-cwpt")))
    done = turn(inside, "share-cwpt", "no")
    assert "Your change is done" in words(inside.get(done.url))
    assert browser_as(partner).get(page).status_code == 404
    assert "Start telling" in words(inside.get(url("sharing")))


def test_what_was_shown_is_kept_with_the_decision(inside, area, entry):
    turn(inside, "share-cwpt", "no")
    turn(inside, "share-cwpt", "yes")
    with scope.job(name="test", area_id=area.pk):
        decision = Decision.objects.get(kind="share", superseded_at=None, organisation__code="cwpt")
        assert decision.holds
        assert decision.recorded_by is None
        assert decision.wording.startswith("Do you want us to tell")
        assert decision.format == "web_page"
        assert Involvement.objects.filter(organisation__code="cwpt", ended_at=None).exists()
        assert Task.objects.filter(kind="receipt").exists()


def test_reviews_and_key_workers_can_be_changed(inside, area):
    for topic in ("cetr", "key-worker"):
        assert turn(inside, topic, "yes").url.startswith("/follow/my-page/receipt/")
    with scope.job(name="test", area_id=area.pk):
        assert set(Decision.objects.filter(recorded_by=None).values_list("kind", flat=True)) == {"cetr", "key_worker"}


def test_leaving_the_register_closes_everything(inside, area, entry, partner, browser_as):
    shown = words(inside.get(url("change", topic="join")))
    assert "You are no longer on the register" in shown
    assert "You have left the register" in words(turn(inside, "join", "no"))
    page = reverse("person", kwargs={"pid": entry.person.public_id})
    assert browser_as(partner).get(page).status_code == 404
    words(inside.get(url("page")), 404)
    with scope.job(name="test", area_id=area.pk):
        assert Entry.objects.get(pk=entry.pk).state == "closed"
        assert AccessKey.objects.get().revoked_at is not None
        assert Task.objects.filter(kind="safety_conversation").exists()
        assert not Involvement.objects.filter(ended_at=None).exclude(basis="register_team").exists()


@pytest.mark.parametrize(
    ("what", "kind", "typed"),
    [
        ("correct", "own_correction", "My middle name is missing."),
        ("copy", "subject_access", ""),
        ("talk", "own_talk", "In the evening."),
    ],
)
def test_what_is_asked_becomes_work_with_a_clock(inside, area, entry, what, kind, typed, coordinator, browser_as):
    words(inside.get(url("ask", what=what)))
    assert "We have what you asked" in words(inside.get(inside.post(url("ask", what=what), {"words": typed}).url))
    with scope.job(name="test", area_id=area.pk):
        task = Task.objects.get(kind=kind)
        assert task.person == entry.person
        assert clock.now() < task.due_at < clock.now() + timedelta(days=40)
        assert OwnRequest.objects.get().words == typed
    assert typed in words(browser_as(coordinator).get(f"/people/{entry.person.public_id}/own-page/"))


def test_a_parent_or_attorney_sees_the_record_and_asks(helper, area, entry):
    browser = helper("authority", "attorney")
    assert "Date of birth" in words(browser.get(url("record")))
    assert "Only the person can change these" in words(browser.get(url("sharing")))
    answer = turn(browser, "share-cwpt", "no", words="Please stop.")
    assert "Nothing has changed yet" in words(browser.get(answer.url))
    with scope.job(name="test", area_id=area.pk):
        assert Decision.objects.get(kind="share", organisation__code="cwpt").holds
        asked = OwnRequest.objects.get()
        assert (asked.topic, asked.wants) == ("share-cwpt", "no")
        assert Task.objects.filter(kind="own_decision").exists()


def test_a_supporter_sees_the_help_and_nothing_else(helper):
    browser = helper("supporter")
    home = words(browser.get(url("page")))
    assert "What is being done" in home
    assert "What is held" not in home
    assert "The rating" not in words(browser.get(url("help")))
    for name in ("record", "sharing", "looks"):
        words(browser.get(url(name)), 403)
    words(browser.post(url("change", topic="join")), 403)


def test_in_a_language_nobody_has_reviewed_the_team_is_asked_with_an_interpreter(inside, area, monkeypatch):
    from dsr.core import languages

    monkeypatch.setattr(languages.Language, "is_reviewed", property(lambda self: False))
    assert "with an interpreter" in words(inside.get(url("change", topic="share-cwpt")))
    turn(inside, "share-cwpt", "no", words="")
    with scope.job(name="test", area_id=area.pk):
        assert Decision.objects.get(kind="share", organisation__code="cwpt").holds
        assert OwnRequest.objects.get().with_interpreter
        assert Task.objects.get(kind="own_decision").title == "Talk with an interpreter about a decision"


def test_staff_give_access_and_end_it(client, area, entry, coordinator, browser_as):
    staff, pid = browser_as(coordinator), entry.person.public_id
    words(staff.get(f"/people/{pid}/own-page/give/"))
    given = staff.post(f"/people/{pid}/own-page/give/", {"holder": "person", "proof": PROOF, "send": "print"})
    link = re.search(r"/follow/my-page/open/[\w-]+/", words(given))[0]
    assert client.post(link, {"proof": PROOF}).status_code == 302
    assert "Has access" in words(staff.get(f"/people/{pid}/own-page/"))
    with coordinator.scope():
        made = AccessKey.objects.get()
    words(staff.get(f"/people/{pid}/own-page/{made.public_id}/end/"))
    staff.post(f"/people/{pid}/own-page/{made.public_id}/end/", {"reason": "Lost the paper"})
    words(client.get(url("page")), 404)
    assert "Lost the paper" in words(staff.get(f"/people/{pid}/own-page/"))


def test_staff_send_the_link_in_neutral_words(entry, coordinator, browser_as):
    typed = {"holder": "person", "proof": PROOF, "send": "email", "email": "ada@example.org"}
    words(browser_as(coordinator).post(f"/people/{entry.person.public_id}/own-page/give/", typed))
    assert mail.outbox[0].to == ["ada@example.org"]
    assert "egister" not in mail.outbox[0].body
    assert "bicycle" not in mail.outbox[0].body


def test_staff_agree_a_new_word(client, entry, coordinator, browser_as, key):
    made, token = key
    for _ in range(5):
        enter(client, token, "wrong words")
    staff, path = browser_as(coordinator), f"/people/{entry.person.public_id}/own-page/{made.public_id}/word/"
    words(staff.get(path))
    assert "at least 6" in words(staff.post(path, {"proof": "abc"}))
    staff.post(path, {"proof": "red tractor"})
    assert enter(client, token, "red tractor").status_code == 302


def test_a_parents_key_ends_with_the_birthday(area, coordinator, clinician):
    with scope.job(name="test", area_id=area.pk):
        young = on_register(coordinator, clinician, born_on=clock.today().replace(year=clock.today().year - 12, day=1))
    with coordinator.scope():
        mother = actions.add_contact(
            person=young.person, by=coordinator, name="Mo", relationship="Mother", authority="parental_responsibility"
        )
        made, _ = actions.grant_key(
            person=young.person, holder="authority", contact=mother, proof=PROOF, by=coordinator
        )
    assert made.until.astimezone(clock.LONDON).year == clock.today().year + 4


def test_nobody_off_the_register_gets_a_key(in_area, coordinator):
    from dsr.core.errors import Refused

    person = make_person(coordinator)
    with pytest.raises(Refused, match="not on the register"):
        actions.grant_key(person=person, holder="person", proof=PROOF, by=coordinator)


def test_a_supporter_needs_the_persons_agreement(area, entry, coordinator):
    from dsr.core.errors import Refused

    with coordinator.scope():
        friend = actions.add_contact(person=entry.person, by=coordinator, name="Jo", relationship="Friend")
        with pytest.raises(Refused, match="agreed"):
            actions.grant_key(person=entry.person, holder="supporter", contact=friend, proof=PROOF, by=coordinator)
        with pytest.raises(Refused, match="legal authority"):
            actions.grant_key(person=entry.person, holder="authority", contact=friend, proof=PROOF, by=coordinator)
