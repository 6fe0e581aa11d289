"""Draw every app's table of states into docs/diagrams, or say which drawing is out of date."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import TextChoices

NOTE = "Drawn by `./dsr manage draw_states` from the table of states; a test compares them.\n"


class Command(BaseCommand):
    """`draw_states` writes, `draw_states --check` compares."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a drawing is out of date")
        parser.add_argument("--into", type=Path, default=settings.POLICIES.parent / "docs" / "diagrams")

    def handle(self, *args: Any, **options: Any) -> None:
        drawings = {options["into"] / f"{name}.md": draw(name, module) for name, module in state_modules()}
        stale = [path for path, text in drawings.items() if not path.exists() or path.read_text() != text]
        if options["check"] and stale:
            names = ", ".join(path.name for path in stale)
            raise CommandError(f"Out of date: {names}. Run `./dsr manage draw_states`.")
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(drawings[path])


def state_modules() -> list[tuple[str, Any]]:
    """Every app with states, by its folder's name."""
    names = [app.name for app in apps.get_app_configs() if app.name.startswith("dsr.")]
    return [
        (name.split(".")[1], import_module(f"{name}.states")) for name in sorted(names) if find_spec(f"{name}.states")
    ]


def states_of(module: Any) -> type[TextChoices]:
    """The enumeration a module of states defines."""
    return next(
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, TextChoices) and value.__module__ == module.__name__
    )


def draw(name: str, module: Any) -> str:
    """A Mermaid diagram and the same in a table, as Markdown."""
    states = states_of(module)
    return "\n".join(
        [
            f"# States of {name}\n",
            NOTE,
            "```mermaid",
            "stateDiagram-v2",
            *(f"    [*] --> {state.value}" for state in getattr(module, "BEGINS", list(states)[:1])),
            *(f"    {state} --> {target}" for state in states for target in states if target in module.MOVES[state]),
            *(f"    {state} --> [*]" for state in states if not module.MOVES[state]),
            "```\n",
            "| State | Shown as | Who holds it | Event | What it means |",
            "|---|---|---|---|---|",
            *(_row(module, state) for state in states),
            "",
        ]
    )


def _row(module: Any, state: Any) -> str:
    cells = (f"`{state}`", state.label, module.OWNER[state], f"`{module.EVENT[state]}`", module.SENTENCE[state])
    return f"| {' | '.join(cells)} |"
