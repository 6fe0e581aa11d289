"""The app's name."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Tasks and clocks."""

    name = "dsr.tasks"
