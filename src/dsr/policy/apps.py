"""The app's name."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """Local policy."""

    name = "dsr.policy"
