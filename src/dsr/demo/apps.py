"""The app's name."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Synthetic people."""

    name = "dsr.demo"
