"""Loading the support tools an area may use, each version once and for ever."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from dsr.audit import actions as audit
from dsr.core import clock
from dsr.policy.models import Area
from dsr.register import tool_document
from dsr.register.models import ToolDefinition


@transaction.atomic
def load_tools(*, area: Area, folder: Path) -> list[ToolDefinition]:
    """Store every tool of the folder that the area does not have yet.

    Raises ToolDocumentError for a tool that cannot be read, and for one changed without a new version.
    """
    return [load_tool(area=area, document=path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))]


def load_tool(*, area: Area, document: str) -> ToolDefinition:
    """One tool; what is stored already stays as it is."""
    definition = tool_document.parse(document)
    fingerprint = definition.fingerprint()
    known = ToolDefinition.objects.filter(area=area, code=definition.id, version=str(definition.version)).first()
    if known is None:
        return _store(area, definition, fingerprint)
    if known.sha256 != fingerprint:
        changed = f"{definition.id} version {definition.version} was changed after it was loaded: give it a new version"
        raise tool_document.ToolDocumentError((changed,))
    return known


def _store(area: Area, definition: tool_document.Definition, fingerprint: str) -> ToolDefinition:
    stored = ToolDefinition.objects.create(
        area=area,
        code=definition.id,
        version=str(definition.version),
        population=definition.population,
        title=definition.title,
        document=definition.model_dump(mode="json"),
        sha256=fingerprint,
        effective_on=definition.effective_on,
        loaded_at=clock.now(),
    )
    audit.record(
        "tool.load", by=audit.NamedActor("deployment"), area_id=area.pk, targets=[f"tool:{stored}"], sha256=fingerprint
    )
    return stored
