"""The app's name."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Nothing twice: possible duplicates, merging and taking a merge back."""

    name = "dsr.matching"
