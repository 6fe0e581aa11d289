"""How higher floors hear that a clock was met or ended (a linked task that repeats, a promise kept)."""

from django.dispatch import Signal

task_done = Signal()
"""Sent with ``task`` and ``by``, inside the transaction that met the clock."""
task_cancelled = Signal()
"""Sent with ``task`` and ``by``, inside the transaction that ended the clock unmet."""
