"""The app's name."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Home and lists."""

    name = "dsr.reporting"
