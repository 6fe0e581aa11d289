"""The embedded server on one's own machine: plain HTTP on the loopback address."""

from dsr.config.settings.base import *  # noqa: F403
from dsr.config.settings.base import NOTIFY_KEY

TEXTS_TO_OUTBOX = not NOTIFY_KEY
