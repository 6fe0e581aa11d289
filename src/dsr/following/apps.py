"""The app's name."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """Pages for those the register is about, and for those who asked for it."""

    name = "dsr.following"

    def ready(self) -> None:
        """The button "Exit this page" ends the visit too."""
        from dsr.core import leaving
        from dsr.following.own_door import end_visit

        leaving.endings.append(end_visit)
