"""Following a referral: by its own link, by a code, and never by guessing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dsr.core import clock, ids, scope
from dsr.core.errors import Refused
from dsr.following import views
from dsr.referrals.actions import adding, codes
from dsr.referrals.models import Addition, CodeRequest, FollowCode, Referral
from dsr.tasks.models import Task
from tests.factories.referral_rows import contacted, make_referral
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db
EMAIL, PHONE = "robin@example.org", "+44 7700 900982"


@pytest.fixture(autouse=True)
def _counted_anew():
    views.by_address.forget()
    views.by_reference.forget()


@pytest.fixture
def client():
    return Client(headers={"accept": "text/html"})


@pytest.fixture
def sent(area):
    """A referral somebody made, and the secret of its link."""

    def make(**fields):
        token = ids.new_token()
        with scope.job(name="test", area_id=area.pk):
            return make_referral(area, token_hash=ids.hash_token(token), **fields), token

    return make


def page(response, status=200):
    assert response.status_code == status, response.content[:2000]
    text = response.content.decode()
    assert_valid_html(text)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def ask(client, reference, contact=EMAIL):
    return client.post(reverse("follow_start"), {"reference": reference, "contact": contact})


def queued():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'referrals.send_codes_now'")
        return cursor.fetchone()[0]


def work(area):
    with scope.job(name="test", area_id=area.pk):
        codes.answer_requests(area_id=area.pk)


def link_in(message):
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


def url(name, token):
    return reverse(f"follow_{name}", kwargs={"token": token})


def test_its_own_link_shows_where_it_is(client, sent):
    _, token = sent()
    text = page(client.get(url("referral", token)))
    assert "We have your form." in text
    assert "We contact you by" in text


def test_a_code_goes_to_the_contact_given_and_opens_a_visit(client, area, sent):
    referral, _ = sent()
    assert ask(client, referral.reference).url == reverse("follow_asked")
    assert mail.outbox == []  # nothing before the worker has looked
    work(area)
    assert mail.outbox[0].to == [EMAIL]
    assert referral.reference not in mail.outbox[0].body
    page(client.get(link_in(mail.outbox[0])))
    opened = client.post(link_in(mail.outbox[0]))
    assert "We have your form." in page(client.get(opened.url))


def test_what_is_asked_for_is_compared_as_people_write_it(area, sent, client):
    referral, _ = sent()
    ask(client, referral.reference.lower().replace("-", " "), " Robin@Example.org ")
    work(area)
    assert len(mail.outbox) == 1


def test_a_phone_number_gets_a_text_only_where_texts_are_on(area, sent, client):
    referral, _ = sent()
    ask(client, referral.reference, PHONE)
    work(area)
    assert mail.outbox == []
    with scope.job(name="test", area_id=area.pk):
        assert not FollowCode.objects.exists()
        assert not CodeRequest.objects.exists()


@pytest.mark.parametrize("who", ["care_for", "my_child", "work_with"])
def test_a_code_goes_to_whoever_made_it_never_to_the_person_it_is_about(area, sent, client, who):
    referral, _ = sent(who_about=who)
    ask(client, referral.reference, EMAIL)  # the person's own address, which the maker typed
    work(area)
    assert mail.outbox == []
    ask(client, referral.reference, "pat@example.org")
    work(area)
    assert mail.outbox[0].to == ["pat@example.org"]


def _asked(client, reference, contact):
    with CaptureQueriesContext(
        connection,
    ) as statements:
        answer = ask(client, reference, contact)
    assert answer.status_code == 302
    assert answer.cookies == {}
    shape = [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in statements.captured_queries]
    return answer.content, sorted(answer.headers.items()), shape


def test_nothing_tells_whether_a_reference_exists(client, sent):
    """Identical bytes, the same statements, and a job queued whichever it is."""
    referral, _ = sent()
    unknown = ids.new_reference("CW")
    ask(client, unknown, "warm@example.org")
    before = queued()
    there = _asked(client, referral.reference, EMAIL)
    wrong_contact = _asked(client, referral.reference, "nobody@example.org")
    nowhere = _asked(client, unknown, EMAIL)
    assert there == wrong_contact == nowhere
    assert queued() == before + 3
    assert client.get(reverse("follow_asked")).content == client.get(reverse("follow_asked")).content


def test_the_web_request_can_not_see_the_referral_at_all(area, sent):
    """Not a matter of care: in the scope of a request for a code there are no referrals."""
    sent()
    with scope.public(area_id=area.pk, token=ids.hash_token(ids.new_token())):
        assert not Referral.objects.exists()
        assert not CodeRequest.objects.exists()
        assert not FollowCode.objects.exists()


def test_a_code_works_once_and_for_half_an_hour(client, area, sent):
    referral, _ = sent()
    ask(client, referral.reference)
    ask(client, referral.reference)
    work(area)
    first, second = (link_in(message) for message in mail.outbox)
    assert client.post(first).status_code == 302
    unknown = reverse("follow_code", kwargs={"code": ids.new_token()})
    used, wrong = client.post(first), client.post(unknown)
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        old = client.post(second)
    page(wrong, 404)
    # The page links to itself in other languages and so repeats the address that was asked for, and nothing else.
    shown = [
        answer.content.replace(link.encode(), b"") for answer, link in ((used, first), (old, second), (wrong, unknown))
    ]
    assert shown[0] == shown[1] == shown[2]


def test_wrong_expired_and_used_codes_cost_the_same(client, area, sent):
    referral, _ = sent()
    ask(client, referral.reference)
    work(area)
    link = link_in(mail.outbox[0])
    client.post(link)
    counts = []
    for tried in (link, reverse("follow_code", kwargs={"code": ids.new_token()})):
        with CaptureQueriesContext(connection) as statements:
            client.post(tried)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_opening_the_link_alone_uses_up_nothing(client, area, sent):
    referral, _ = sent()
    ask(client, referral.reference)
    work(area)
    for _ in range(3):
        client.get(link_in(mail.outbox[0]))
    assert client.post(link_in(mail.outbox[0])).status_code == 302


def test_a_visit_ends_after_twenty_minutes_away(client, area, sent):
    referral, _ = sent()
    ask(client, referral.reference)
    work(area)
    visit = client.post(link_in(mail.outbox[0])).url
    with time_machine.travel(clock.now() + timedelta(minutes=19), tick=False):
        page(client.get(visit))
    with time_machine.travel(clock.now() + timedelta(minutes=38), tick=False):
        page(client.get(visit))
    with time_machine.travel(clock.now() + timedelta(minutes=59), tick=False):
        page(client.get(visit), 404)


def test_trying_many_times_is_stopped(client, sent):
    referral, _ = sent()
    answers = [ask(client, referral.reference).status_code for _ in range(views.MOST_FOR_REFERENCE + 1)]
    assert answers == [302] * views.MOST_FOR_REFERENCE + [429]
    unknown = ids.new_reference("CW")
    answers = [ask(client, unknown).status_code for _ in range(views.MOST_FOR_REFERENCE + 1)]
    assert answers[-1] == 429


def test_many_references_from_one_address_are_stopped(client):
    for _ in range(views.MOST_FROM_ADDRESS):
        assert ask(client, ids.new_reference("CW")).status_code == 302
    page(ask(client, ids.new_reference("CW")), 429)


def test_one_referral_gets_few_codes_in_an_hour(client, area, sent):
    referral, _ = sent()
    for _ in range(codes.MOST_CODES + 2):
        views.by_reference.forget()
        ask(client, referral.reference)
    work(area)
    assert len(mail.outbox) == codes.MOST_CODES


def test_codes_are_kept_as_hashes_only(client, area, sent):
    referral, _ = sent()
    ask(client, referral.reference)
    work(area)
    code = link_in(mail.outbox[0]).rstrip("/").rsplit("/", 1)[-1]
    assert len(code) >= 22  # 128 bits and more
    with scope.job(name="test", area_id=area.pk):
        kept = FollowCode.objects.get()
        assert kept.code_hash == ids.hash_token(code)
        assert code not in str(FollowCode.objects.values().get())


def test_a_mistyped_reference_is_said_so(client):
    assert "That reference is not right" in page(ask(client, "CW-1111-1112"))


def test_a_broken_promise_is_said_plainly(client, sent):
    _, token = sent(received_at=clock.now() - timedelta(days=30))
    text = page(client.get(url("referral", token)))
    assert "We did not keep this promise. We are sorry." in text


def test_a_kept_promise_names_both_days(client, area, sent, coordinator):
    referral, token = sent()
    with coordinator.scope():
        contacted(referral, coordinator)
    text = page(client.get(url("referral", token)))
    assert "We promised to contact you by" in text
    assert "We did this on" in text


def test_a_professional_learns_three_things_only(client, sent, coordinator):
    referral, token = sent(who_about="work_with")
    assert "We have received the referral." in page(client.get(url("referral", token)))
    with coordinator.scope():
        contacted(referral, coordinator)
    text = page(client.get(url("referral", token)))
    assert "The referral is in hand." in text
    assert "promised" not in text
    assert "Robin" not in text


def test_information_is_kept_beside_the_referral_with_a_task(client, area, sent, coordinator, browser_as):
    referral, token = sent()
    answer = client.post(url("add", token), {"words": "My new school starts in January."})
    assert "We have kept what you told us." in page(client.get(answer.url))
    with coordinator.scope():
        assert Addition.objects.get().words == "My new school starts in January."
        assert Task.objects.get(kind="added_information").referral_id == referral.pk
        assert Referral.objects.get().answers == referral.answers
    shown = page(browser_as(coordinator).get(reverse("referral", kwargs={"pid": referral.public_id})))
    assert "My new school starts in January." in shown


def test_signs_of_danger_put_the_referral_on_top(client, sent, coordinator):
    _, token = sent()
    client.post(url("add", token), {"words": "He wants to kill himself."})
    with coordinator.scope():
        assert Referral.objects.get().same_day
        assert Task.objects.get(kind="added_information").due_at < clock.now() + timedelta(days=5)


def test_signs_of_danger_in_another_language_do_too_and_name_it(client, sent, coordinator):
    _, token = sent()
    client.post("/pl" + url("add", token), {"words": "Nie chcę żyć"})
    with coordinator.scope():
        (reason,) = Referral.objects.get().same_day_reasons
    assert re.search('The Polish words "nie chc[ęe] żyć" were used', reason)


def test_new_contact_details_never_overwrite_and_flag_safety(client, sent, coordinator, browser_as):
    referral, token = sent()
    answer = client.post(url("contact", token), {"phone": "07700 900111", "email": "", "safety": "yes", "words": ""})
    assert "new contact details" in page(client.get(answer.url))
    shown = page(browser_as(coordinator).get(reverse("referral", kwargs={"pid": referral.public_id})))
    assert "07700 900111" in shown
    assert "It may no longer be safe to contact them" in shown
    assert "07700 900982" in shown  # as sent


def test_saying_nothing_about_contact_is_asked_again(client, sent):
    _, token = sent()
    text = page(client.post(url("contact", token), {"phone": "", "email": "", "safety": "no", "words": ""}))
    assert "Enter what has changed" in text


def test_the_person_stops_their_own(client, sent, coordinator):
    _, token = sent()
    assert "Stop this form" in page(client.get(url("stop", token)))
    answer = client.post(url("stop", token), {"words": "I am better."})
    assert "Your form was stopped." in page(client.get(answer.url))
    with coordinator.scope():
        assert Referral.objects.get().state == "withdrawn"
        assert Task.objects.get(kind="contact_promise").state == "cancelled"


def test_somebody_else_asks(client, sent, coordinator):
    _, token = sent(who_about="care_for")
    answer = client.post(url("stop", token), {"words": ""})
    assert "We have asked the team to stop the form." in page(client.get(answer.url))
    with coordinator.scope():
        assert Referral.objects.get().state == "received"
        assert Task.objects.get(kind="asked_to_stop")


def test_nothing_more_is_added_to_a_stopped_one(client, sent):
    _, token = sent()
    client.post(url("stop", token), {"words": ""})
    page(client.post(url("add", token), {"words": "Wait"}))
    assert "What you can do" not in page(client.get(url("referral", token)))


def test_an_addition_can_not_be_read_by_another_link(client, area, sent):
    _, token = sent()
    _, other = sent()
    client.post(url("add", token), {"words": "Mine."})
    with scope.public(area_id=area.pk, token=ids.hash_token(other)):
        assert not Addition.objects.exists()


def test_another_site_can_not_send_these_forms(client, sent):
    _, token = sent()
    page(client.post(url("stop", token), {"words": ""}, headers={"sec-fetch-site": "cross-site"}), 403)


@pytest.mark.parametrize("name", ["start", "asked"])
def test_the_way_in_reads_in_easy_read(client, name):
    assert "Read it to me" in page(client.get(f"/easy-read{reverse(f'follow_{name}')}"))


def test_the_tracker_reads_in_easy_read(client, sent):
    _, token = sent()
    for name in ("referral", "add", "contact", "stop"):
        text = client.get(f"/easy-read{url(name, token)}").content.decode()
        assert_valid_html(text)
        assert "dsr-picture" in text
    over = client.get(f"/easy-read{url('referral', ids.new_token())}")
    assert "Read it to me" in page(over, 404)


def test_a_code_asked_for_too_long_ago_is_not_sent(client, area, sent):
    referral, _ = sent()
    ask(client, referral.reference)
    with time_machine.travel(clock.now() + codes.CODE_LASTS + timedelta(minutes=1), tick=False):
        work(area)
    assert mail.outbox == []
    with scope.job(name="test", area_id=area.pk):
        assert not CodeRequest.objects.exists()


def test_old_codes_and_visits_are_forgotten(client, area, sent):
    referral, _ = sent()
    ask(client, referral.reference)
    work(area)
    with scope.job(name="test", area_id=area.pk):
        assert codes.forget_old(area_id=area.pk) == 0
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)), scope.job(name="test", area_id=area.pk):
        assert codes.forget_old(area_id=area.pk) == 1


def test_a_second_addition_the_same_day_makes_no_second_task_and_there_is_a_limit(area, sent, monkeypatch):
    referral, token = sent()
    monkeypatch.setattr(adding, "MOST_A_DAY", 2)
    with scope.public(area_id=area.pk, token=ids.hash_token(token)):
        for words in ("We moved house.", "The new school is nearer."):
            adding.add(referral=referral, kind=Addition.Kind.INFORMATION, words=words, language="en", reading="easy")
        with pytest.raises(Refused, match="You have told us a lot today"):
            adding.add(referral=referral, kind=Addition.Kind.INFORMATION, words="More.", language="en", reading="easy")
    with scope.job(name="test", area_id=area.pk):
        assert Task.objects.filter(referral_id=referral.pk, kind="added_information").count() == 1
