"""``./dsr bench``: how long the pages take, beside the floor, on registers of different sizes."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import ExitStack
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from dsr.demo.bench import report, run


class Command(BaseCommand):
    """Measures on databases of its own, which it makes and drops."""

    help = "Measure the pages over HTTP against the production server, on databases filled with made-up people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, nargs="+", default=[2000, 20000], help="sizes of the register")
        parser.add_argument("--seconds", type=float, default=8, help="for each page, size and number of clients")
        parser.add_argument("--template", default="", help="the migrated database to copy (default: the configured)")

    def handle(self, *args: Any, **options: Any) -> None:
        template = options["template"] or str(connection.settings_dict["NAME"])
        seconds, say = options["seconds"], self.stdout.write
        with ExitStack() as made:
            places = [
                made.enter_context(run.place(size, template=template, seconds=seconds, say=say))
                for size in sorted(set(options["people"]))
            ]
            measured = run.measure(places, seconds=seconds)
            judged = [page.name for page in places[0].pages if page.is_judged]
        say("\n".join(["", *report.table(measured), ""]))
        verdicts = list(report.verdicts(measured, judged))
        say("\n".join(map(str, verdicts)))
        if not all(verdict.passed for verdict in verdicts):
            raise CommandError("Some targets were missed.")
