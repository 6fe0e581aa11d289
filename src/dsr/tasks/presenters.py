"""Tasks in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import NoReverseMatch, reverse

from dsr.accounts.models.role import Role
from dsr.core import clock
from dsr.core.forms.choices import Choice
from dsr.core.pagination import capped
from dsr.core.presenters import day, plural, weekday
from dsr.core.working_days import days_overdue
from dsr.policy.document import Policy
from dsr.tasks import subjects
from dsr.tasks.closing import CONTACT_PROMISE
from dsr.tasks.models import Task, TaskEvent, TaskState

WHAT: dict[str, str] = {
    "task_opened": "Started",
    "task_done": "Done",
    "task_ended": "Ended without being done",
    "task_assigned": "Given to a colleague",
    "task_released": "Given to nobody",
    "task_handed_over": "Handed over",
    "task_set_aside": "Set aside",
    "task_brought_back": "Brought back",
    "task_matched": "The referral was matched to this person",
    "task_unmatched": "The referral is no longer matched to this person",
    "task_escalated": "Shown to more people",
}
KINDS: dict[str, str] = {
    CONTACT_PROMISE: "Contact after a referral",
    "import_confirm": "Decision to join to confirm",
    "seek_cetr": "Ask about a C(E)TR",
    "seek_key_worker": "Ask about a key worker",
    "rating_review": "Review of a rating",
    "support_request": "Support asked of a partner",
    "support_task": "Support we arrange",
    "safety_conversation": "Conversation about safety",
    "retake_decision": "Decision to be made again at 16",
    "renew_decision": "Decision without a valid basis",
    "look_again": "Objection to a decision",
    "agree_leaving": "Leaving the register",
    "override_review": "Sharing without agreement to look at again",
    "added_information": "Information added to a referral",
    "asked_to_stop": "Referral somebody asked to stop",
    "changed_contact": "New contact details of a referral",
    "speak_instead": "Message to say instead of send",
    "contact_again": "Contact to try again",
    "message_failed": "Message that was not delivered",
    "file_refused": "File the virus scanner refused",
    "own_correction": "Correction somebody asked for",
    "own_decision": "Decision somebody asked to change",
    "own_talk": "Talk somebody asked for",
    "receipt": "Receipt of a change to send",
    "subject_access": "Copy of what is held",
}


def kinds(policy: Policy) -> dict[str, str]:
    """Every kind of task by its code, the local ones as the policy calls them."""
    local = {linked.kind: linked.title for rating in policy.ratings for linked in rating.linked_tasks}
    return dict(sorted((KINDS | local).items(), key=lambda item: item[1].lower()))


@dataclass(frozen=True)
class Row:
    """A task in a list."""

    task: Task
    href: str
    about: subjects.Subject
    due: str
    late: str
    level: int
    covered_until: date | None = None

    @property
    def holder(self) -> str:
        return self.task.worker.name if self.task.worker else "Nobody yet"

    @property
    def choice(self) -> Choice:
        """To be chosen among others."""
        return self.task.public_id, self.task.title, f"About {self.about.words}. Due {self.due}. {self.holder}."


def rows(tasks: Iterable[Task], covered: Mapping[int, date] | None = None) -> list[Row]:
    """For a list, with those of colleagues one covers for marked; one statement when some are about referrals."""
    listed = list(tasks)
    referrals = {task.referral_id for task in listed if task.person is None and task.referral_id}
    named = subjects.of(referrals) if referrals else {}
    until = covered or {}
    return [replace(row(task, named), covered_until=until.get(task.worker_id or 0)) for task in listed]


@dataclass(frozen=True)
class Tab:
    """A way to look at the list, with how many tasks it shows."""

    words: str
    number: str
    href: str
    current: bool


TABS = {
    "mine": "Mine",
    "covering": "I cover for",
    "team": "My team’s",
    "unowned": "With nobody",
}


def tabs(counts: Mapping[str, int], whose: str) -> list[Tab]:
    """What most people look at, each with its number; cover only while there is any."""
    shown = [one for one in TABS if one != "covering" or counts[one] or whose == one]
    return [
        Tab(TABS[one], capped(counts[one]), f"{reverse('task_list')}?whose={one}", one == (whose or "team"))
        for one in shown
    ]


def row(task: Task, named: dict[int, subjects.Subject]) -> Row:
    return Row(task, href(task), about(task, named), day(task.due_at), lateness(task), task.escalation_level)


def href(task: Task) -> str:
    return reverse("task", kwargs={"pid": task.public_id})


def about(task: Task, named: dict[int, subjects.Subject]) -> subjects.Subject:
    """The person, with a link to their page; otherwise the referral."""
    if task.person is None:
        return named.get(task.referral_id or 0, subjects.UNNAMED)
    try:
        link = reverse("person", kwargs={"pid": task.person.public_id})
    except NoReverseMatch:
        link = ""
    return subjects.Subject(task.person.full_name, link)


def lateness(task: Task) -> str:
    """ "3 days overdue", "due today", or nothing for what has time or has ended."""
    if task.state != TaskState.OPEN:
        return ""
    if late := days_overdue(task.due_at, clock.now()):
        return f"{plural(late, 'day')} overdue"
    return "due today" if clock.london_day(task.due_at) == clock.today() else ""


def status(task: Task) -> tuple[str, str]:
    """The state in words with the tint of its tag."""
    if task.state == TaskState.DONE:
        return "Done", "green"
    if task.state == TaskState.CANCELLED:
        return "Ended without being done", "grey"
    late = lateness(task)
    if late.endswith("overdue"):
        return late.capitalize(), "red"
    return ("Due today", "orange") if late else ("To do", "blue")


def facts(task: Task, seen_by: str) -> list[dict[str, str]]:
    """The summary list of a task's page; what does not apply is left out."""
    said = {
        "What to do": task.description,
        "Due": f"{weekday(task.due_at)}" + (f", {late}" if (late := lateness(task)) else ""),
        "Organisation": task.organisation.name,
        "Who has it": task.worker.name if task.worker else "Nobody yet",
        "Meant for": str(Role(task.role).label) if task.role else "",
        "Also shown to": seen_by,
        "Set aside": f"Until {day(task.set_aside_until)}: {task.set_aside_reason}" if task.set_aside_until else "",
        "Done": f"{day(task.done_at)}{_by(task)}: {task.evidence}" if task.done_at else "",
        "Ended": f"{day(task.cancelled_at)}: {task.cancelled_reason}" if task.cancelled_at else "",
    }
    return [{"key": key, "value": value} for key, value in said.items() if value]


def _by(task: Task) -> str:
    return f" by {task.done_by.name}" if task.done_by else ""


@dataclass(frozen=True)
class Happening:
    """One event for the timeline component."""

    title: str
    at: object
    by: str
    body: str
    href: str = ""
    withdrawn: str = ""


def happenings(events: Iterable[TaskEvent]) -> list[Happening]:
    """What happened to a task, newest first."""
    return [
        Happening(WHAT[event.what], event.made_at, event.made_by.name if event.made_by else "", event.note)
        for event in events
    ]
