"""Two clicks at the same instant make one referral: real transactions in real threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from dsr.core import scope
from dsr.policy import queries as policy
from dsr.referrals.actions import submission
from dsr.referrals.models import Draft, Referral, ReferralMove
from dsr.tasks.models import Task
from tests.factories.referrals import make_draft


def send(area_id, token_hash, gate):
    """As a request does: one transaction, the link's own scope."""
    try:
        gate.wait()
        with transaction.atomic(), scope.public(area_id=area_id, token=token_hash):
            return submission.submit(draft=Draft.objects.get()).reference
    finally:
        connections.close_all()


def test_a_double_click_makes_one_referral(committed):
    area = policy.public_area()
    with transaction.atomic(), scope.job(name="test", area_id=area.pk):
        draft = make_draft(area)
    gate = threading.Barrier(4)
    with ThreadPoolExecutor(4) as clicks:
        sent = [clicks.submit(send, area.pk, draft.token_hash, gate) for _ in range(4)]
        references = {click.result() for click in sent}
    with transaction.atomic(), scope.job(name="test", area_id=area.pk):
        assert len(references) == 1
        assert Referral.objects.count() == ReferralMove.objects.count() == Task.objects.count() == 1


def test_a_failure_half_way_leaves_nothing_and_the_next_try_works(committed, monkeypatch):
    area = policy.public_area()
    with transaction.atomic(), scope.job(name="test", area_id=area.pk):
        draft = make_draft(area)
    start_clock = submission._start_clock
    monkeypatch.setattr(submission, "_start_clock", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(area.pk, draft.token_hash, threading.Barrier(1))
    with transaction.atomic(), scope.job(name="test", area_id=area.pk):
        assert not Referral.objects.exists()
        assert Draft.objects.get().answers
    monkeypatch.setattr(submission, "_start_clock", start_clock)
    reference = send(area.pk, draft.token_hash, threading.Barrier(1))
    with transaction.atomic(), scope.job(name="test", area_id=area.pk):
        assert Referral.objects.get().reference == reference
        assert Task.objects.get().kind == "contact_promise"
