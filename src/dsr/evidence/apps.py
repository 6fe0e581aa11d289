"""The app's name, and what it gives to the floor below."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Evidence of diagnoses and decisions."""

    name = "dsr.evidence"

    def ready(self) -> None:
        from dsr.evidence import timeline
        from dsr.people import attachments
        from dsr.people import timeline as people_timeline

        people_timeline.providers.append(timeline.events)
        attachments.providers.append(timeline.attached)
