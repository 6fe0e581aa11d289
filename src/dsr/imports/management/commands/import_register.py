"""An earlier register from the command line: what would happen with each row, or with --apply, bringing it in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.core.errors import Refused
from dsr.imports import actions, columns, presenters, queries, rules
from dsr.imports.models import Import, ImportState
from dsr.policy import queries as policies

STEP = 100


class Command(BaseCommand):
    """The pages at /imports/ do the same with the same rows; both go on where the other stopped."""

    help = "Bring in an earlier register from a spreadsheet. Only says what would happen unless --apply is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Excel, OpenDocument or CSV")
        parser.add_argument("--worker", required=True, metavar="EMAIL", help="the coordinator or lead who does it")
        parser.add_argument("--apply", action="store_true", help="bring in the rows that are ready")
        parser.add_argument(
            "--column", action="append", default=[], metavar="LETTER=KIND",
            help=f"what a column holds, where the guess is wrong; KIND is one of: {', '.join(columns.CODES)}",
        )  # fmt: skip

    def handle(self, *, file: Path, worker: str, apply: bool, column: list[str], **_: Any) -> None:
        by = _actor(worker)
        try:
            importing = self._checked(file, by, column)
            self._tell(importing, by)
            if apply:
                self._bring(importing, by)
        except Refused as refused:
            raise CommandError("\n".join([refused.sentence, *refused.reasons])) from None
        if not apply:
            self.stdout.write("Nothing was brought in. Say --apply to bring in what is ready.")

    def _checked(self, file: Path, by: Actor, changes: list[str]) -> Import:
        """The same file again goes on with what is there of it."""
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        with transaction.atomic(), by.scope():
            importing = _going_on(content, by) or actions.upload(file_name=file.name, content=content, by=by)
            if importing.state == ImportState.RUNNING:
                return importing
            mapping = _mapping(importing, changes)
            if importing.state != ImportState.CHECKING:
                importing = actions.save_mapping(importing=importing, mapping=mapping, by=by)
        for heading, code in zip(importing.headings, importing.mapping, strict=True):
            self.stdout.write(f"  {heading} -> {code}")
        return actions.check(importing=importing, by=by, progress=self._progress("checked"))

    def _tell(self, importing: Import, by: Actor) -> None:
        with transaction.atomic(), by.scope():
            for row in presenters.rows(importing, queries.rows(importing)):
                told = "".join(f"\n      {words}" for words in row.told)
                self.stdout.write(f"  row {row.number}: {row.outcome.lower()}{told}")
            found = queries.counts(importing)
        self.stdout.write(", ".join(f"{found[code]} {words}" for code, words in presenters.SHOWN if found.get(code)))

    def _bring(self, importing: Import, by: Actor) -> None:
        with transaction.atomic(), by.scope():
            if importing.state != ImportState.RUNNING and not queries.to_do(importing).exists():
                self.stdout.write("There is nothing to bring in.")
                return
            if importing.state != ImportState.RUNNING:
                importing = actions.start_running(importing=importing, by=by)
        actions.bring_rows(importing=importing, by=by, progress=self._progress("brought in"))
        with transaction.atomic(), by.scope():
            found = queries.counts(importing)
        self.stdout.write(
            f"{found.get('done', 0)} brought in, {presenters.ready(found)} left, import {importing.public_id}."
        )

    def _progress(self, words: str) -> Any:
        def say(done: int, total: int) -> None:
            if done % STEP == 0 or done == total:
                self.stdout.write(f"  {done} of {total} rows {words}")

        return say


def _going_on(content: bytes, by: Actor) -> Import | None:
    """The newest import of this very file that is not at its end."""
    ended = (ImportState.DONE, ImportState.UNDONE, ImportState.DROPPED)
    return queries.of_file(by.area_id, content).exclude(state__in=ended).first()


def _mapping(importing: Import, changes: list[str]) -> list[str]:
    mapping = list(importing.mapping)
    for change in changes:
        letter, _, code = change.partition("=")
        if letter.upper() not in importing.columns or code not in columns.CODES:
            raise CommandError(f"{change} is not a column of this sheet with a kind that is known.")
        mapping[importing.columns.index(letter.upper())] = code
    return mapping


def _actor(email: str) -> Actor:
    """The worker, for the register team. Raises CommandError."""
    worker = accounts.with_email(email)
    area = policies.public_area()
    team = accounts.register_team(area.pk)
    actor, _ = accounts.acting(worker, team.public_id) if worker and worker.is_active else (None, 0)
    if actor is None or not rules.may_import(actor):
        raise CommandError(f"{email} is not a coordinator or lead of the register team.")
    return actor
