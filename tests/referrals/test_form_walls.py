"""Coming back, leaving, deleting, and what a wrong link, an old one or another site gets."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from dsr.core import clock, ids, scope
from dsr.referrals.actions import drafts
from dsr.referrals.form import automation
from dsr.referrals.form.answers import FORM, Answers
from dsr.referrals.models import Draft, Referral
from dsr.referrals.presenters.answers import checks_of
from tests.factories.referrals import TYPED, make_draft
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db
TOKEN = "t" * 43


@pytest.fixture(autouse=True)
def _counted_anew():
    automation.starts.forget()
    automation.sendings.forget()


@pytest.fixture
def filled(area, monkeypatch):
    """Makes a complete draft whose secret is TOKEN."""

    def fill(**changes):
        monkeypatch.setattr(ids, "new_token", lambda: TOKEN)
        with scope.job(name="test", area_id=area.pk):
            return make_draft(area, **changes)

    return fill


@pytest.fixture
def client():
    return Client(headers={"accept": "text/html"})


def url(name, token=TOKEN, **parts):
    return reverse(f"refer_{name}", kwargs={"token": token, **parts})


def page(response, status=200):
    assert response.status_code == status
    text = response.content.decode()
    assert_valid_html(text)
    return text


def stored(area):
    with scope.job(name="test", area_id=area.pk):
        return Answers(Draft.objects.get().answers)


def test_beginning_makes_a_draft_and_looking_does_not(area, client):
    assert "Before you start" in page(client.get(reverse("refer_start")))
    with scope.job(name="test", area_id=area.pk):
        assert not Draft.objects.exists()
    begun = client.post(reverse("refer_start"))
    assert re.fullmatch(r"/refer/[\w-]{43}/danger/", begun.headers["Location"])
    assert not begun.cookies


@pytest.mark.parametrize(
    "name", ["resume", "check", "save", "delete", "leave", "help", "sent", "equality", "person_add"]
)
def test_a_wrong_link_is_a_plain_page_that_says_what_to_do(area, client, filled, name):
    filled()
    for method in (client.get, client.post):
        text = page(method(url(name, token="w" * 43)), 404)
        assert "We cannot find this form" in text
        assert reverse("refer_start") in text
    assert "We cannot find this form" in page(client.get(url("question", token="w" * 43, page="now")), 404)


def test_an_expired_link_opens_nothing(area, client, filled):
    filled()
    with time_machine.travel(clock.now() + timedelta(days=28, minutes=1)):
        assert "We cannot find this form" in page(client.get(url("resume")), 404)
        assert "We cannot find this form" in page(client.post(url("check")), 404)
    with scope.job(name="test", area_id=area.pk):
        assert not Referral.objects.exists()


def test_the_link_leads_to_the_first_open_question_or_the_check_page(area, client, filled):
    draft = filled()
    assert client.get(url("resume")).headers["Location"] == url("check")
    with scope.public(area_id=area.pk, token=draft.token_hash):
        drafts.save_answers(draft=draft, page="gp", answers={"gp": "x" * 300})
    assert client.get(url("resume")).headers["Location"] == url("question", page="gp")
    assert client.get(url("question", page="authority")).headers["Location"] == url("question", page="gp")


def test_a_mistake_is_kept_as_it_was_typed(area, client, filled):
    filled()
    text = page(client.post(url("question", page="nhs-number"), {"nhs_number": "12 34 x", "action": "continue"}))
    assert "<title>Error: Do you know your NHS number?" in text
    assert 'value="12 34 x"' in text
    assert 'href="#nhs_number"' in text
    answers = stored(area)
    assert answers.typed("nhs-number") == {"nhs_number": "12 34 x"}
    assert not answers.is_complete("nhs-number")
    assert 'value="12 34 x"' in page(client.get(url("question", page="nhs-number")))
    check = page(client.get(url("check")))
    assert "12 34 x" in check
    assert "Please look at this again" in check
    refused = page(client.post(url("check")))
    assert "<title>Error: Check your answers" in refused
    assert url("question", page="nhs-number") + "?from=check" in refused
    with scope.job(name="test", area_id=area.pk):
        assert not Referral.objects.exists()


def test_saving_for_later_keeps_even_a_mistake(area, client, filled):
    filled()
    later = client.post(url("question", page="name"), {"given_name": "", "family_name": "Left", "action": "save"})
    assert later.headers["Location"] == url("save")
    assert stored(area).typed("name") == {"given_name": "", "family_name": "Left"}


def test_the_save_page_shows_the_link_and_the_last_day(client, filled, settings):
    settings.PUBLIC_URL = "https://register.example"
    draft = filled()
    text = page(client.get(url("save")))
    assert f"https://register.example/refer/{TOKEN}/" in text
    assert str((clock.to_london(draft.expires_at)).year) in text
    assert not mail.outbox


def test_the_link_goes_by_email_only_when_asked_and_says_nothing(client, filled):
    filled()
    assert "There is a problem" in page(client.post(url("save"), {"email": "not an address"}))
    assert "There is a problem" in page(client.post(url("save"), {}))
    assert not mail.outbox
    assert "We sent the link to me@example.org" in page(client.post(url("save"), {"email": "me@example.org"}))
    message = mail.outbox[0]
    assert message.to == ["me@example.org"]
    assert url("resume") in message.body
    words = (message.subject + message.body).lower()
    assert not re.search(r"register|dynamic|nhs|autis|disab|hospital|alex|referral|support", words)


def test_the_email_with_the_link_is_in_the_language_of_the_page_and_leads_back_to_it(client, filled):
    filled()
    text = page(client.post("/ur" + url("save"), {"email": "me@example.org"}))
    assert "me@example.org" in text
    message = mail.outbox[0]
    assert f"/ur{url('resume')}" in message.body
    words = message.subject + message.body.replace(url("resume"), "")
    assert not re.search(r"\b(the|you|link|asked)\b", words)
    assert re.search(r"[\u0600-\u06ff]{3}", message.subject)
    assert not re.search(r"NHS|DSR|آٹزم|ہسپتال|رجسٹر", words)


def test_nobody_is_flooded_with_emails(client, filled):
    filled()
    for _ in range(3):
        client.post(url("save"), {"email": "me@example.org"})
    assert "several times already" in page(client.post(url("save"), {"email": "me@example.org"}))
    assert len(mail.outbox) == 3


def test_a_mail_server_that_is_down_is_said_plainly(client, filled, settings):
    settings.EMAIL_BACKEND = "tests.referrals.test_form_walls.Broken"
    filled()
    assert "We could not send the email" in page(client.post(url("save"), {"email": "me@example.org"}))


class Broken:
    """A mail backend whose server does not answer."""

    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_deleting_asks_once_and_leaves_nothing(area, client, filled):
    filled()
    assert "delete all your answers" in page(client.get(url("delete")))
    with scope.job(name="test", area_id=area.pk):
        assert Draft.objects.exists()
    gone = client.post(url("delete"))
    assert gone.headers["Location"] == reverse("refer_deleted")
    page(client.get(reverse("refer_deleted")))
    with scope.job(name="test", area_id=area.pk):
        assert not Draft.objects.exists()
    page(client.get(url("check")), 404)


def test_sending_again_going_back_and_typing_on_all_lead_to_the_confirmation(area, client, filled):
    filled()
    client.post(url("check"))
    for again in (client.post(url("check")), client.get(url("check")), client.get(url("resume"))):
        assert again.headers["Location"] == url("sent")
    late = client.post(url("question", page="now"), {"worries": "More", "action": "continue"})
    assert late.headers["Location"] == url("sent")
    with scope.job(name="test", area_id=area.pk):
        referral = Referral.objects.get()
    for _ in range(2):
        assert referral.reference in page(client.get(url("sent")))


def test_there_is_no_confirmation_before_sending(client, filled):
    filled()
    assert client.get(url("sent")).headers["Location"] == url("resume")


def test_the_confirmation_outlives_the_draft(area, client, filled):
    filled()
    client.post(url("check"))
    with scope.job(name="test", area_id=area.pk):
        Draft.objects.all().delete()
        reference = Referral.objects.get().reference
    with time_machine.travel(clock.now() + timedelta(days=60)):
        assert reference in page(client.get(url("sent")))


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://elsewhere.example"}],
)
def test_another_site_changes_nothing_and_is_led_back(area, client, filled, headers):
    filled()
    text = page(client.post(url("question", page="now"), {"worries": "Forged"}, headers=headers), 403)
    assert url("resume") in text
    assert stored(area).of("now", "worries") == TYPED["worries"]
    page(client.post(reverse("refer_start"), headers=headers))


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {"Origin": "null"}]
)
def test_our_own_pages_need_no_cookie_and_no_token(area, client, filled, headers):
    strict = Client(enforce_csrf_checks=True)
    filled()
    answer = strict.post(url("question", page="now"), {"worries": "Mine", "action": "continue"}, headers=headers)
    assert answer.status_code == 302
    assert stored(area).of("now", "worries") == "Mine"


def test_a_machine_is_marked_and_never_dropped(area, client, filled):
    filled()
    client.post(url("question", page="danger"), {"danger": "no", "website": "buy this", "action": "continue"})
    client.post(url("check"))
    with scope.job(name="test", area_id=area.pk):
        referral = Referral.objects.get()
    assert checks_of(referral)[0] == automation.FILLED_HIDDEN
    assert checks_of(referral)[1].startswith("The whole form was filled in within")


def test_many_forms_from_one_address_are_marked(area, client, filled, monkeypatch):
    monkeypatch.setattr(automation, "MANY_SENT", 0)
    filled()
    client.post(url("check"))
    with scope.job(name="test", area_id=area.pk):
        assert any("same internet address" in sign for sign in Referral.objects.get().answers[FORM]["checks"])


def test_a_slow_human_is_not_marked(area, client, filled):
    filled()
    with time_machine.travel(clock.now() + timedelta(minutes=20)):
        client.post(url("check"))
    with scope.job(name="test", area_id=area.pk):
        assert checks_of(Referral.objects.get()) == []


def test_a_flood_from_one_address_is_asked_to_wait(client, monkeypatch, area):
    monkeypatch.setattr(automation, "MOST_STARTS", 2)
    answers = [client.post(reverse("refer_start")).status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert client.post(reverse("refer_start"), REMOTE_ADDR="10.0.0.2").status_code == 302
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert client.post(reverse("refer_start")).status_code == 302


def test_the_count_forgets_when_too_many_addresses_come(monkeypatch):
    monkeypatch.setattr(automation, "MOST_ADDRESSES", 2)
    counter = automation.Counter()
    assert [counter.count(address) for address in ("a", "a", "b", "c", "a")] == [1, 2, 1, 1, 1]


def test_danger_stops_with_help_and_keeps_the_answers(area, client, filled):
    filled()
    stop = client.post(url("question", page="danger"), {"danger": "yes", "action": "continue"})
    assert stop.headers["Location"] == url("help")
    text = page(client.get(url("help")))
    assert "tel:999" in text
    assert "tel:111" in text
    assert "I am safe, carry on" in text
    assert url("question", page="who") in text
    assert stored(area).of("danger", "danger") == "yes"
    assert "Mental Health Access Hub" not in text


def test_danger_changed_while_checking_leads_back_to_the_check_page(client, filled):
    filled()
    stop = client.post(url("question", page="danger") + "?from=check", {"danger": "not_known", "action": "continue"})
    assert stop.headers["Location"] == url("help") + "?from=check"
    assert f'href="{url("check")}"' in page(client.get(stop.headers["Location"]))


def test_a_change_from_the_check_page_goes_back_there(client, filled):
    filled()
    change = url("question", page="gp") + "?from=check"
    assert change in page(client.get(url("check")))
    assert f'href="{url("check")}">Back' in page(client.get(change))
    done = client.post(change, {"gp": "Another", "action": "continue"})
    assert done.headers["Location"] == url("check")


def test_a_change_that_opens_new_questions_asks_them_first(client, filled):
    filled(learning_disability="not_known", diagnosed_by="")
    change = url("question", page="learning-disability") + "?from=check"
    done = client.post(change, {"learning_disability": "confirmed", "action": "continue"})
    assert done.headers["Location"] == url("question", page="diagnosis-by") + "?from=check"
    done = client.post(done.headers["Location"], {"diagnosed_by": "", "action": "continue"})
    assert done.headers["Location"] == url("check")


def test_the_first_question_leads_back_out_of_the_form(client, filled):
    filled()
    assert f'href="{url("leave")}"' in page(client.get(url("question", page="danger")))
    assert url("save") in page(client.get(url("leave")))


@pytest.mark.parametrize(
    ("proxies", "header", "counted"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "203.0.113.9:51234", "203.0.113.9"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "nonsense", "nonsense"),
    ],
)
def test_who_is_counted_as_one(rf, settings, proxies, header, counted):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=header)
    assert automation.address_of(request) == counted


def test_a_flood_of_addresses_does_not_forget_who_tried_just_now(monkeypatch):
    monkeypatch.setattr(automation, "MOST_ADDRESSES", 3)
    counter = automation.Counter()
    for number in range(10):
        counter.count(f"flood {number}")
        assert counter.count("tried") == number + 1
