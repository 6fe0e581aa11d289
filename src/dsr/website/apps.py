"""The app's name."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """Public pages."""

    name = "dsr.website"

    def ready(self) -> None:
        """Pages about a fault keep saying whom to call."""
        from dsr.core import errors_views
        from dsr.website import switch

        errors_views.help_providers.append(switch.urgent_help)
