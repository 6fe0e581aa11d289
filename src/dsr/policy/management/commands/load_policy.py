"""Load the area's policy document as a new version, when it has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dsr.policy import actions, signals
from dsr.policy.document import Policy


class Command(BaseCommand):
    """Run by the launcher at start; safe to run again."""

    help = "Load the area's own document of policies/ as a new version, if it changed."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="a policy document; default: the area's own")
        parser.add_argument("--all", action="store_true", help="every document in policies/")
        parser.add_argument("--effective-on", type=date.fromisoformat, help="the first day it holds (today)")
        parser.add_argument("--by", default="deployment", help="who loads it")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in self._paths(options):
            try:
                document = Policy.load(path)
            except (OSError, ValueError) as error:
                raise CommandError(f"{path}: {error}") from error
            version = actions.load_policy(document=document, effective_on=options["effective_on"], by=options["by"])
            signals.policy_loaded.send(sender=self.__class__, version=version, document=document)
            self.stdout.write(f"{version}, in force from {version.effective_on:%d %B %Y}")

    def _paths(self, options: dict[str, Any]) -> list[Path]:
        if options["all"]:
            return sorted(settings.POLICIES.glob("*.yaml"))
        return [options["path"] or _own(settings.AREA_CODE)]


def _own(code: str) -> Path:
    """The document of the area, which most often has its name. Raises CommandError when there is none."""
    named = settings.POLICIES / f"{code}.yaml"
    if named.exists():
        return Path(named)
    codes, unread = {}, []
    for path in sorted(settings.POLICIES.glob("*.yaml")):
        try:
            codes[Policy.load(path).area.code] = path
        except ValueError as error:  # another area's mistake is not this area's, unless this area's is not found
            unread.append(f"{path}: {error}")
    if code not in codes:
        known = f"No document in policies/ is about the area {code}. Set DSR_AREA to one of: {', '.join(codes)}"
        raise CommandError("\n".join([known, *unread]))
    return codes[code]
