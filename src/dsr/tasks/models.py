"""Everything somebody must do by a date."""

from __future__ import annotations

from django.db import models

from dsr.core import ids
from dsr.tasks.states import TaskState


class Task(models.Model):
    """A clock that can neither be paused nor deleted, only met or ended with a reason.

    ``referral_id`` names a referral not yet matched; the referrals app adds the foreign key in the database.
    ``role`` is the role in the organisation it is meant for; ``closes_with`` names what must be shown for it to be
    done; from ``escalate_at`` on the next step of the policy's ladder sees it, whatever the due day says.
    """

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    description = models.TextField(max_length=2000, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    referral_id = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)
    closes_with = models.CharField(max_length=40, blank=True)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="tasks")
    role = models.CharField(max_length=20, blank=True)
    worker = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    escalate_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.TextField(max_length=2000, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=500, blank=True)
    set_aside_until = models.DateField(null=True, blank=True)
    set_aside_reason = models.CharField(max_length=500, blank=True)
    escalation_level = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True, blank=True)
    policy_version = models.ForeignKey("policy.PolicyVersion", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(referral_id__isnull=False),
                name="task_is_about_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False)
                | models.Q(~models.Q(state="done"), done_at__isnull=True),
                name="task_done_has_when",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(state="cancelled", cancelled_at__isnull=False), ~models.Q(cancelled_reason="")
                )
                | models.Q(~models.Q(state="cancelled"), cancelled_at__isnull=True),
                name="task_cancelled_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(set_aside_until__isnull=True) | ~models.Q(set_aside_reason=""),
                name="task_set_aside_has_reason",
            ),
            models.UniqueConstraint(
                fields=["referral_id", "kind"],
                condition=models.Q(referral_id__isnull=False, kind="contact_promise"),
                name="task_one_contact_promise",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "organisation", "due_at", "id"],
                name="task_open_due",
                condition=models.Q(state="open"),
            ),
            models.Index(fields=["area", "due_at", "id"], name="task_open_all", condition=models.Q(state="open")),
            models.Index(fields=["worker", "due_at"], name="task_open_worker", condition=models.Q(state="open")),
            models.Index(fields=["person", "state", "due_at"], name="task_person"),
            models.Index(fields=["referral_id"], name="task_referral"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class TaskEvent(models.Model):
    """What happened to a task: insert-only."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=40)
    note = models.TextField(max_length=2000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.made_at:%Y-%m-%d}"
