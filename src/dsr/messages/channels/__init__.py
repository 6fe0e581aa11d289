"""The ways a message can leave. Each is an adapter with a real client; those not set up say so in a sentence."""

from __future__ import annotations

from typing import Protocol

from dsr.messages.channels import email, text
from dsr.messages.channels.base import Undeliverable
from dsr.messages.models import Channel, Message

__all__ = ["Undeliverable", "by_hand", "deliver", "why_off"]


class Adapter(Protocol):
    """One way out."""

    def why_off(self) -> str:
        """Why it cannot be used now, in a sentence; empty when it can."""

    def deliver(self, message: Message) -> None:
        """Hand the message over. Raises Undeliverable."""


ADAPTERS: dict[str, Adapter] = {Channel.EMAIL: email, Channel.TEXT: text}


def by_hand(channel: str) -> bool:
    """Letters are printed and posted by staff."""
    return channel == Channel.LETTER


def why_off(channel: str) -> str:
    """Why messages cannot leave this way now; empty when they can."""
    return "" if by_hand(channel) else ADAPTERS[channel].why_off()


def deliver(message: Message) -> None:
    """Hand the message over to its channel. Raises Undeliverable."""
    ADAPTERS[message.channel].deliver(message)
