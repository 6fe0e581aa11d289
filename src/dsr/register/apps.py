"""The app's name, and what it listens to."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register."""

    name = "dsr.register"

    def ready(self) -> None:
        from dsr.people import finding
        from dsr.register import presenters, receivers

        receivers.connect()
        finding.providers.append(presenters.by_reference)
