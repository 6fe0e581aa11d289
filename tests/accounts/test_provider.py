"""Signing in with another organisation's OpenID Connect."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from dsr.accounts import queries
from dsr.accounts.models import Worker
from dsr.accounts.provider import openid_connect, provider_id, read
from tests.accounts import oidc_provider
from tests.accounts.conftest import enter_code, events, page
from tests.factories.administration import make_invitation
from tests.support.html import texts

pytestmark = pytest.mark.django_db

STRONG = "urn:example:two-factors"


@pytest.fixture
def provider(settings, area):
    with oidc_provider.running() as started:
        configure(settings, started)
        yield started


def configure(settings, started) -> None:
    settings.OIDC_ACR, settings.OIDC_AMR = [STRONG], ["mfa"]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": openid_connect(
            issuer=started.issuer, name="Trust sign-in", client_id="register", secret="a secret", acr=[STRONG]
        )
    }


def come_back(provider, client: Client, **extra: str):
    """Through the provider and back to us: the callback's answer."""
    begun = client.get(reverse("openid_connect_login", kwargs={"provider_id": provider_id(provider.issuer)}), extra)
    there = requests.get(begun.url, allow_redirects=False, timeout=5)
    back = urlsplit(there.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def person(worker, **more):
    return {"sub": "s-1", "email": worker.email, "email_verified": True, "name": worker.name} | more


def test_the_button_is_there_only_when_the_settings_have_a_provider(client, provider, settings):
    document = page(client.get(reverse("account_login")))
    assert "Trust sign-in" in texts(document, "main a.nhsuk-button")
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Trust sign-in" not in client.get(reverse("account_login")).content.decode()


def test_a_known_worker_is_linked_by_the_verified_address_and_still_asked_for_our_code(client, provider, coordinator):
    provider.person = person(coordinator.worker)
    assert come_back(provider, client).url == reverse("mfa_authenticate")
    assert client.get(reverse("my_account")).status_code == 302
    assert enter_code(client).status_code == 302
    assert client.get(reverse("my_account")).status_code == 200
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.uid, linked.extra_data) == (coordinator.worker, "s-1", {})
    assert provider.asked["acr_values"] == STRONG
    assert provider.asked["code_challenge_method"] == "S256"


@pytest.mark.parametrize("claims", [{"acr": STRONG}, {"amr": ["pwd", "mfa"]}])
def test_an_accepted_second_factor_of_the_provider_is_enough(client, provider, coordinator, area, claims):
    provider.person, provider.token_claims = person(coordinator.worker), claims
    assert come_back(provider, client).url == reverse("choose_organisation")
    assert client.get(reverse("my_account")).status_code == 200
    assert events(area) == ["provider_linked", "signed_in"]


@pytest.mark.parametrize("claims", [{}, {"acr": "urn:example:one"}, {"amr": ["pwd"]}])
def test_another_strength_is_not(client, provider, coordinator, claims):
    provider.person, provider.token_claims = person(coordinator.worker), claims
    assert come_back(provider, client).url == reverse("mfa_authenticate")


def test_strength_is_not_believed_from_the_open_part_of_the_answer(client, provider, coordinator):
    provider.person = person(coordinator.worker, acr=STRONG, amr=["mfa"])
    assert come_back(provider, client).url == reverse("mfa_authenticate")


def test_afterwards_the_subject_counts_and_not_the_address(client, provider, coordinator):
    provider.person, provider.token_claims = person(coordinator.worker), {"acr": STRONG}
    come_back(provider, client)
    provider.person = person(coordinator.worker, email="moved@example.org")
    again = Client()
    assert come_back(provider, again).url == reverse("choose_organisation")
    assert again.get(reverse("my_account")).status_code == 200


def test_an_address_that_passed_to_somebody_else_opens_nothing(client, provider, coordinator):
    provider.person, provider.token_claims = person(coordinator.worker), {"acr": STRONG}
    come_back(provider, client)
    provider.person = person(coordinator.worker, sub="s-2")
    assert come_back(provider, Client()).url == reverse("provider_refused")


def test_the_same_subject_of_another_issuer_is_somebody_else(client, provider, coordinator, settings):
    provider.person, provider.token_claims = person(coordinator.worker), {"acr": STRONG}
    come_back(provider, client)
    with oidc_provider.running() as other:
        configure(settings, other)
        other.person, other.token_claims = {"sub": "s-1"}, {"acr": STRONG}
        assert come_back(other, Client()).url == reverse("provider_refused")


@pytest.mark.parametrize(
    "about",
    [{"email_verified": False}, {"email_verified": "true"}, {"email": ""}, {"email": "nobody@example.org"}],
)
def test_nobody_else_gets_in(client, provider, coordinator, area, about):
    provider.person, provider.token_claims = person(coordinator.worker, **about), {"acr": STRONG}
    refused = come_back(provider, client)
    assert refused.url == reverse("provider_refused")
    assert texts(page(client.get(refused.url)), "h1") == ["You could not be signed in"]
    assert not SocialAccount.objects.exists()
    assert events(area) == ["provider_sign_in_failed"]


def test_a_disabled_worker_stays_out(client, provider, coordinator):
    provider.person, provider.token_claims = person(coordinator.worker), {"acr": STRONG}
    come_back(provider, client)
    Worker.objects.filter(pk=coordinator.worker.pk).update(is_active=False, disabled_at="2026-11-01T00:00Z")
    assert come_back(provider, Client()).url == reverse("provider_refused")
    SocialAccount.objects.all().delete()
    assert come_back(provider, Client()).url == reverse("provider_refused")


def test_an_invited_worker_begins_without_a_password(client, provider, administrator, area):
    make_invitation(administrator, email="new.worker@example.org")
    provider.person = {"sub": "s-9", "email": "New.Worker@example.org", "email_verified": True}
    provider.token_claims = {"acr": STRONG}
    come_back(provider, client)
    assert "Register coordinator" in client.get(reverse("my_account")).content.decode()
    worker = queries.with_email("new.worker@example.org")
    assert not worker.has_usable_password()
    session = client.session
    session["dsr_proved_at"] = 0
    session.save()
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked.url == reverse("sign_in_again")
    page(client.get(asked.url))


def test_where_the_worker_wanted_to_go_is_kept_if_it_is_ours(provider, coordinator):
    provider.person, provider.token_claims = person(coordinator.worker), {"acr": STRONG}
    assert come_back(provider, Client(), next="/account/sessions/").url == "/account/sessions/"
    assert come_back(provider, Client(), next="https://evil.example/").url == reverse("choose_organisation")


def test_an_answer_we_did_not_ask_for_is_refused(client, provider, coordinator):
    address = reverse("openid_connect_callback", kwargs={"provider_id": provider_id(provider.issuer)})
    assert client.get(address, {"code": "x", "state": "y"}).url == reverse("provider_refused")
    assert client.get(address, {"error": "access_denied"}).url == reverse("provider_refused")


def test_a_provider_that_does_not_answer_is_said_so(client, provider, settings, area):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    address = reverse("openid_connect_login", kwargs={"provider_id": provider_id(provider.issuer)})
    assert client.get(address).url == reverse("provider_refused")


def test_an_unknown_provider_is_not_found(client, provider):
    assert client.get(reverse("openid_connect_login", kwargs={"provider_id": "other"})).status_code == 404


@pytest.mark.parametrize("data", [{}, {"userinfo": {"sub": "a"}}, {"id_token": {"sub": "a"}, "userinfo": {"sub": "b"}}])
def test_an_answer_without_an_identity_token_of_the_same_subject_is_no_answer(data):
    assert read(data) is None
