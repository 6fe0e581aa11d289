"""Rule 10, first half: migrations are linear and complete."""

from __future__ import annotations

from collections import Counter
from io import StringIO

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.migrations.loader import MigrationLoader


def tangled() -> list[str]:
    """Apps with two ends, merges, gaps or doubles in the numbers, or changes of models not yet written down."""
    loader = MigrationLoader(None)
    labels = sorted(app.label for app in apps.get_app_configs() if app.name.startswith("dsr."))
    return [finding for label in labels for finding in _about(loader, label)] + _unwritten()


def _about(loader: MigrationLoader, label: str) -> list[str]:
    names = sorted(name for app, name in loader.disk_migrations if app == label)
    found = []
    if names and len(loader.graph.leaf_nodes(label)) != 1:
        found.append(f"{label} has more than one last migration")
    for name in names:
        before = [parent for parent in loader.disk_migrations[label, name].dependencies if parent[0] == label]
        if len(before) > 1:
            found.append(f"{label}.{name} merges {len(before)} lines")
    numbers = Counter(name[:4] for name in names)
    if list(numbers) != [f"{number:04}" for number in range(1, len(names) + 1)]:
        found.append(f"{label}'s migrations are not numbered one after the other: {names}")
    return found


def _unwritten() -> list[str]:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1, stdout=said, stderr=said)
    except (SystemExit, CommandError):
        return [f"makemigrations would write: {said.getvalue().strip()}"]
    return []
