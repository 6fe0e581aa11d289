"""Rule 8: rows for every list page, by the hundred; and which pages are lists."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from dsr.accounts.actor import Actor
from dsr.accounts.models import Invitation, Organisation, RoleGrant, SecondFactorReset, Worker
from dsr.audit.models import Event
from dsr.core import clock, ids, scope
from dsr.demo.bulk import Filler
from dsr.imports.models import Import, ImportRow
from dsr.matching.models import Merge, PossibleDuplicate
from dsr.messages.models import Message
from dsr.notices.models import Notice
from dsr.people.models import Involvement, Person
from dsr.policy import queries as policies
from dsr.policy.models import Area
from dsr.referrals.models import Referral
from tests.architecture.addresses import Address, addresses
from tests.factories.register import new_person

_number = count(1)

#: Named like a list, and never long.
NOT_LONG = {
    "audit_search": "a form",
    "home": "counts, measured with the tasks",
    "organisation_list": "as many as the policy names",
    "person_search": "a form",
    "referral_search": "a form",
    "usersessions_list": "a worker's own sessions",
}


def lists() -> list[Address]:
    """Pages that cut a list into pages, or are called a list or results."""
    return [page for page in addresses() if page.name not in NOT_LONG and _is_list(page)]


def _is_list(page: Address) -> bool:
    source = inspect.getsource(inspect.unwrap(page.view)) if inspect.isfunction(inspect.unwrap(page.view)) else ""
    return "paginate(" in source or page.name.endswith(("_list", "_results", "_search"))


class Rows:
    """Adds rows to what a worker sees; everything in the scope of a job of the area."""

    def __init__(self, area: Area, actor: Actor) -> None:
        self.area = area
        self.actor = actor
        self.filler = Filler(area, actor.worker)
        self.version = policies.in_force(area.pk).version_id
        self.now = clock.now()

    def people(self, number: int) -> None:
        """On the register, each with a task, decisions and organisations that see them."""
        self.filler.fill(number)
        with scope.job(name="test", area_id=self.area.pk):
            Person.objects.update(family_name="Quillfeather")

    def referrals(self, number: int) -> None:
        Referral.objects.bulk_create(self._referrals(number))

    def discussions(self, number: int) -> None:
        person = new_person(self.area)
        made = Referral.objects.bulk_create(self._referrals(number, person=person))
        Involvement.objects.bulk_create(
            Involvement(
                area=self.area, person=person, organisation=self.actor.organisation, basis="discussion",
                level="referral", referral_id=referral.pk, began_at=self.now, ends_at=clock.now().replace(year=2099),
            )
            for referral in made
        )  # fmt: skip

    def _referrals(self, number: int, person: Person | None = None) -> Iterator[Referral]:
        for _ in range(number):
            yield Referral(
                area=self.area, reference=f"L-{next(_number)}", token_hash=ids.new_token(), route="web", who_about="me",
                form_version="1", answers={}, subject_name=f"Zephyrine Example {next(_number)}", received_at=self.now,
                contact_due_at=self.now, state_at=self.now, policy_version_id=self.version, person=person,
            )  # fmt: skip

    def messages(self, number: int) -> None:
        Message.objects.bulk_create(
            Message(
                area=self.area, kind="not_accepted", channel="email", recipient_name="Robin", subject="About you",
                recipient_address="robin@example.org", body="Dear Robin", created_at=self.now,
                created_by=self.actor.worker,
            )
            for _ in range(number)
        )  # fmt: skip

    def notices(self, number: int) -> None:
        person = new_person(self.area)
        Notice.objects.bulk_create(
            Notice(area=self.area, person=person, kind="safe_contact", made_at=self.now) for _ in range(number)
        )

    def pairs(self, number: int) -> None:
        """Two records each that may be one person."""
        with scope.job(name="test", area_id=self.area.pk):
            PossibleDuplicate.objects.bulk_create(
                PossibleDuplicate(
                    area=self.area, one=one, other=other, points=9, likely=False, agreeing=["Same date of birth"],
                    fingerprint="", found_at=self.now,
                )
                for one, other in self._twos(number)
            )  # fmt: skip

    def merges(self, number: int) -> None:
        """Proposals that wait."""
        with scope.job(name="test", area_id=self.area.pk):
            Merge.objects.bulk_create(
                Merge(
                    area=self.area, kept=one, gone=other, gone_identity={"public_id": other.public_id},
                    reason="Met her", proposed_by=self.actor.worker, proposed_at=self.now,
                )
                for one, other in self._twos(number)
            )  # fmt: skip

    def _twos(self, number: int) -> Iterator[tuple[Person, Person]]:
        for _ in range(number):
            yield new_person(self.area), new_person(self.area)

    def workers(self, number: int) -> list[Worker]:
        made = Worker.objects.bulk_create(
            Worker(email=f"many{next(_number)}@example.org", name=f"Zephyrine Worker {next(_number)}")
            for _ in range(number)
        )
        places = list(Organisation.objects.filter(area=self.area, is_active=True).order_by("pk"))
        RoleGrant.objects.bulk_create(
            RoleGrant(
                worker=worker, organisation=places[worker.pk % len(places)], role="partner",
                starts_on=clock.today(), granted_at=self.now,
            )
            for worker in made
        )  # fmt: skip
        return made

    def invitations(self, number: int) -> None:
        Invitation.objects.bulk_create(
            Invitation(
                public_id=ids.new_public_id(), email=f"guest{next(_number)}@example.org", name="Guest", role="partner",
                organisation=self.actor.organisation, token_hash=ids.new_token(), invited_by=self.actor.worker,
                invited_at=self.now, expires_at=self.now,
            )
            for _ in range(number)
        )  # fmt: skip

    def imports(self, number: int) -> None:
        Import.objects.bulk_create(self._imports(number))

    def import_rows(self, number: int) -> None:
        """Rows of one sheet, which the first call makes."""
        sheet = Import.objects.order_by("pk").first()
        if sheet is None:
            (sheet,) = Import.objects.bulk_create(self._imports(1))
        begin = ImportRow.objects.filter(importing=sheet).count()
        ImportRow.objects.bulk_create(
            ImportRow(
                area=self.area, importing=sheet, number=place, cells=["Ada"], name="Ada Example", outcome="wrong",
                problems=[[0, "There is no name."]], maybe=[[ids.new_public_id(), "a like name"]],
            )
            for place in range(begin, begin + number)
        )  # fmt: skip

    def _imports(self, number: int) -> Iterator[Import]:
        for _ in range(number):
            yield Import(
                area=self.area, file_name="sheet.csv", sheet_name="sheet", sha256=ids.new_token(), state="checked",
                headings=["Name"], columns=["A"], mapping=["full_name"], uploaded_at=self.now,
                uploaded_by=self.actor.worker,
            )  # fmt: skip

    def resets(self, number: int) -> None:
        SecondFactorReset.objects.bulk_create(
            SecondFactorReset(
                public_id=ids.new_public_id(), worker=worker, reason="Lost", requested_by=self.actor.worker,
                requested_at=self.now,
            )
            for worker in self.workers(number)
        )  # fmt: skip

    def events(self, number: int) -> None:
        """The worker looked at somebody, again and again."""
        with scope.job(name="test", area_id=self.area.pk):
            person = new_person(self.area)
        Event.objects.bulk_create(
            Event(
                area_id=self.area.pk, at=self.now, xact=1, kind="read", action="person",
                actor_id=self.actor.worker.public_id, organisation_id=self.actor.organisation.public_id,
                people=[person.public_id],
            )
            for _ in range(number)
        )  # fmt: skip


Make = Callable[[Rows, int], Any]
ROWS: dict[str, Make] = {
    "audit_results": Rows.workers,
    "audit_worker": Rows.events,
    "duplicate_list": Rows.pairs,
    "merge_list": Rows.merges,
    "discussion_list": Rows.discussions,
    "import": Rows.import_rows,
    "import_list": Rows.imports,
    "invitation_list": Rows.invitations,
    "notice_list": Rows.notices,
    "message_list": Rows.messages,
    "person_search_results": Rows.people,
    "referral_list": Rows.referrals,
    "referral_results": Rows.referrals,
    "register_list": Rows.people,
    "register_search": Rows.people,
    "reset_list": Rows.resets,
    "task_list": Rows.people,
    "worker_list": Rows.workers,
}
