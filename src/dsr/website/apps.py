"""The app's name."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """Public pages."""

    name = "dsr.website"
