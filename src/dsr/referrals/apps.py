"""The app's name, and what it hears from and gives to the floors below."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Referrals."""

    name = "dsr.referrals"

    def ready(self) -> None:
        from dsr.evidence import places
        from dsr.evidence.signals import evidence_refused
        from dsr.messages.signals import message_failed
        from dsr.people import finding
        from dsr.people import timeline as people_timeline
        from dsr.referrals import record, timeline
        from dsr.register import record as register_record
        from dsr.tasks import subjects

        people_timeline.providers.append(timeline.events)
        register_record.providers.append(record.items)
        subjects.providers.append(timeline.as_subjects)
        places.providers.append(timeline.as_place)
        finding.providers.append(timeline.by_reference)
        evidence_refused.connect(_somebody_must_ask_again, dispatch_uid="referrals.evidence_refused")
        message_failed.connect(_somebody_must_look, dispatch_uid="referrals.message_failed")


def _somebody_must_look(*, message: Any, **_: Any) -> None:
    from dsr.referrals.actions.undelivered import open_task

    open_task(message=message)


def _somebody_must_ask_again(*, evidence: Any, **_: Any) -> None:
    from dsr.referrals.actions.refused_files import open_task

    open_task(evidence=evidence)
