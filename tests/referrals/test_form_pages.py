"""Every page of the form over real requests: right, wrong, abandoned, stopped, resumed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dsr.core import ids, scope
from dsr.referrals.form.answers import Answers
from dsr.referrals.models import Draft, Referral
from tests.factories.referrals import TYPED
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db


class Walker:
    """Somebody at a browser: answers page after page as the form leads them."""

    def __init__(self, area, **changes):
        self.client = Client(headers={"accept": "text/html"})
        self.area = area
        self.typed = TYPED | {"action": "continue"} | changes
        self.url = self.client.post(reverse("refer_start")).headers["Location"]
        self.seen: list[str] = []

    @property
    def token(self) -> str:
        return self.url.split("/")[2]

    @property
    def page(self) -> str:
        return self.url.split("?")[0].rstrip("/").split("/")[-1]

    def look(self):
        response = self.client.get(self.url)
        if response.status_code == 302:
            self.url = response.headers["Location"]
            response = self.client.get(self.url)
        assert response.status_code == 200, (self.url, response.status_code, response.headers.get("Location"))
        document = assert_valid_html(response.content.decode())
        assert len(texts(document, "h1")) == 1, self.url
        self.text = " ".join(document.to_text().split())
        return document

    def answer(self, **changes):
        self.look()
        self.seen.append(self.page)
        response = self.client.post(self.url, self.typed | changes)
        assert response.status_code == 302, (
            self.url,
            texts(assert_valid_html(response.content.decode()), ".nhsuk-error-summary"),
        )
        self.url = response.headers["Location"]
        return self

    def to(self, page):
        for _ in range(60):
            if self.page == page:
                return self
            if self.page == "help-now":
                self.look()
                self.url = f"/refer/{self.token}/who/"
                continue
            self.answer()
        raise AssertionError(f"never came to {page}: {self.seen}")

    def answers(self) -> Answers:
        with scope.public(area_id=self.area.pk, token=ids.hash_token(self.token)):
            return Answers(Draft.objects.get(token_hash=ids.hash_token(self.token)).answers)

    def referral(self) -> Referral:
        with scope.public(area_id=self.area.pk, token=ids.hash_token(self.token)):
            return Referral.objects.get(token_hash=ids.hash_token(self.token))


def test_somebody_refers_themselves(area):
    me = Walker(area).to("check")
    me.look()
    assert "Check your answers" in me.text
    assert "999 123 4500" in me.text.replace("\u00a0", " ")
    me.answer()
    assert me.page == "equality"
    me.answer(willing="no")
    assert me.page == "sent"
    me.look()
    referral = me.referral()
    assert referral.reference in me.text
    assert not me.client.cookies, "the public form needs no cookie"


def test_every_page_of_every_who(area, example_area, settings):
    for who in ("me", "care_for", "my_child", "work_with"):
        Walker(area, who=who, people="yes", involved_name="Dr Grey", involved_role="GP", involved_may_talk="yes").to(
            "check"
        ).look()
