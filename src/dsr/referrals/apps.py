"""The app's name."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Referrals."""

    name = "dsr.referrals"
