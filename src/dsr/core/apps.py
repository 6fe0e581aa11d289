"""The app's name."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every app shares."""

    name = "dsr.core"
