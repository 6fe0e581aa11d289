"""The embedded server on one's own machine: plain HTTP on the loopback address."""

from dsr.config.settings.base import *  # noqa: F403
