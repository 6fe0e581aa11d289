"""The app's name; the label keeps it apart from Django's own messages."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Messages out."""

    name = "dsr.messages"
    label = "outbox"
