"""The app's name."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """Pages for those the register is about, and for those who asked for it."""

    name = "dsr.following"
