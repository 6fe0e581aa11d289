"""The app's name, and what it gives to the floors below."""

from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Bringing in an earlier register."""

    name = "dsr.imports"

    def ready(self) -> None:
        from dsr.imports import timeline
        from dsr.people import timeline as people_timeline
        from dsr.register import earlier

        earlier.providers.append(timeline.words)
        people_timeline.providers.append(timeline.events)
