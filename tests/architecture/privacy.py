"""Rule 5: every field of every table is sorted by how private it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from dsr.core import privacy

#: Free text and documents are private, unless what they hold is local rules and never about a person.
PLAIN_ANYWAY = {
    "accounts.Organisation.name": "the public name of an organisation",
    "accounts.Worker.job_title": "a role at work, shown to colleagues",
    "policy.Area.name": "the public name of an area",
    "policy.PolicyVersion.document": "the local rules",
    "register.ToolDefinition.document": "the questionnaire, without answers",
    "register.ToolDefinition.title": "the questionnaire's name",
}
FREE_TEXT = 200


def unsorted() -> list[str]:
    """Fields that stand in no list, names in a list that are no field, and free text called plain."""
    found, used = [], set()
    tables = privacy.tables()
    for model in ours():
        table = tables.get(model._meta.label, {})
        fields = {field.name: field for field in model._meta.fields}
        found += [f"{model._meta.label}.{name} is not sorted" for name in fields.keys() - table.keys()]
        found += [f"{model._meta.label}.{name} is sorted and does not exist" for name in table.keys() - fields.keys()]
        for name in (name for name in fields if table.get(name) == privacy.Privacy.PLAIN and is_free(fields[name])):
            used.add(f"{model._meta.label}.{name}")
    found += [f"{name} holds free text: it cannot be plain" for name in used - PLAIN_ANYWAY.keys()]
    found += [f"{name} needs no exception any more" for name in PLAIN_ANYWAY.keys() - used]
    labels = {model._meta.label for model in ours()}
    return sorted(found + [f"{label} is sorted and does not exist" for label in tables.keys() - labels])


def ours() -> Iterator[type[models.Model]]:
    """Every model of the product itself."""
    for app in apps.get_app_configs():
        if app.name.startswith("dsr."):
            yield from app.get_models(include_auto_created=True)


def is_free(field: models.Field) -> bool:
    """Whether somebody may have typed anything at all into it."""
    if isinstance(field, ArrayField):
        return is_free(field.base_field)
    if isinstance(field, models.TextField | models.JSONField | models.EmailField):
        return True
    return isinstance(field, models.CharField) and not field.choices and (field.max_length or FREE_TEXT) >= FREE_TEXT
