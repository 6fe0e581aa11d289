"""The app's name, and what it listens to."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register."""

    name = "dsr.register"

    def ready(self) -> None:
        from dsr.register import receivers

        receivers.connect()
