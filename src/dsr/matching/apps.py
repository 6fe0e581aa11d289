"""The app's name, and what it listens to."""

from __future__ import annotations

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Nothing twice: possible duplicates, merging and taking a merge back."""

    name = "dsr.matching"

    def ready(self) -> None:
        from dsr.matching import receivers

        receivers.connect()
