"""Rule 6, first half: every relation to a person has a merge rule."""

from __future__ import annotations

from django.apps import apps
from django.db.models import UniqueConstraint

from dsr.people import merging
from dsr.people.models import Person


def without_rule() -> list[str]:
    """Relations without a rule, rules without a relation, and rules that a constraint would make impossible."""
    relations = {
        f"{model._meta.label}.{field.name}": model
        for model in apps.get_models(include_auto_created=True)
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model is Person
    }
    found = [f"{name} has no merge rule" for name in relations.keys() - merging.RULES.keys()]
    found += [f"{name} has a merge rule and does not exist" for name in merging.RULES.keys() - relations.keys()]
    found += [
        f"{name} allows one for each person: it cannot simply move"
        for name, rule in merging.RULES.items()
        if rule is merging.Rule.MOVE and name in relations and _one_each(relations[name])
    ]
    return sorted(found)


def _one_each(model: type) -> bool:
    constraints = [c for c in model._meta.constraints if isinstance(c, UniqueConstraint)]  # type: ignore[attr-defined]
    return any("person" in constraint.fields for constraint in constraints)
