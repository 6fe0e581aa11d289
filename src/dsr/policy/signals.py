"""How higher floors hear that a policy was loaded (organisations, support tools)."""

from django.dispatch import Signal

policy_loaded = Signal()
