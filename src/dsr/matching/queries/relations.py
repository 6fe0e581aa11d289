"""Every relation to a person, with the rule that says what a merge does with its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import DateTimeField, Model, Q, QuerySet, UniqueConstraint

from dsr.matching.models import Merge
from dsr.people.merging import RULES, Rule
from dsr.people.models import AccessKey, Contact, Decision, Involvement, Person

#: What the rows are called on pages; others by the model's own name.
WORDS = {
    "evidence.Evidence": "Evidence",
    "imports.ImportRow": "What an earlier register said",
    "notices.Notice": "Notices",
    "outbox.Message": "Messages",
    "people.AccessKey": "Keys to the person's own page",
    "people.BestInterestsDecision": "Best-interests decisions",
    "people.CapacityAssessment": "Capacity assessments",
    "people.CommunicationProfile": "How to talk to the person",
    "people.Contact": "People around the person",
    "people.Decision": "Decisions",
    "people.Diagnosis": "Diagnoses",
    "people.ExpressedView": "What people said they think",
    "people.Identity": "Earlier names and details",
    "people.InformationGiven": "Information given",
    "people.Involvement": "Who sees the person",
    "people.KeyVisit": "Visits to the person's own page",
    "people.OwnRequest": "What was asked on the person's own page",
    "people.SharingOverride": "Sharing without agreement",
    "referrals.Referral": "Referrals",
    "referrals.ReferralMatch": "How referrals were matched",
    "register.Assessment": "Support tools",
    "register.AssessmentSection": "Sections of support tools",
    "register.Entry": "Register entries",
    "register.EntryMove": "History of register entries",
    "register.Rating": "Ratings",
    "register.SupportNeed": "Support needs",
    "tasks.Task": "Tasks",
}


@dataclass(frozen=True)
class Relation:
    """One column that points at a person."""

    name: str
    model: type[Model]
    field: str
    rule: Rule

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def column(self) -> str:
        return str(self.model._meta.get_field(self.field).column)  # type: ignore[union-attr]

    @property
    def words(self) -> str:
        return WORDS.get(self.model._meta.label, str(self.model._meta.verbose_name_plural).capitalize())

    def rows(self, person: Person) -> QuerySet[Model]:
        """The rows of one record."""
        return self.model._default_manager.filter(**{self.field: person}).order_by("pk")

    def colliding(self, kept: Person, gone: Person) -> Iterator[tuple[Model, Model]]:
        """Pairs of rows that cannot both hold for one person: by the table's own constraints, whatever they are."""
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and self.field in constraint.fields:
                yield from self._colliding(constraint, kept, gone)

    def _colliding(self, constraint: UniqueConstraint, kept: Person, gone: Person) -> Iterator[tuple[Model, Model]]:
        holds = constraint.condition or Q()
        key = [self.model._meta.get_field(name).attname for name in constraint.fields if name != self.field]  # type: ignore[union-attr]
        mine = {tuple(getattr(row, name) for name in key): row for row in self.rows(kept).filter(holds)}
        for row in self.rows(gone).filter(holds):
            other = mine.get(tuple(getattr(row, name) for name in key))
            if other is not None:
                yield other, row


def relations() -> list[Relation]:
    """All of them, in the order of their names."""
    return [_relation(name, rule) for name, rule in sorted(RULES.items())]


def opened_by(decision: Decision) -> list[Involvement]:
    """The sight this very decision gives now."""
    return list(Involvement.objects.filter(decision=decision, ended_at__isnull=True).order_by("pk"))


def key_of_contact(contact: Contact) -> bool:
    """Whether they hold a key to the person's own page."""
    return AccessKey.objects.filter(contact=contact, revoked_at__isnull=True).exists()


def added_since(merge: Merge) -> list[tuple[str, int]]:
    """What the record that stayed has got since the merge: what it is called, and how many."""
    moved = set(merge.rows.values_list("table_name", "row_id"))
    found = [(relation.words, _since(relation, merge, moved)) for relation in relations() if relation.rule != Rule.STAY]
    return [(words, number) for words, number in found if number]


def _since(relation: Relation, merge: Merge, moved: set[tuple[str, int]]) -> int:
    """Rows whose first time is after the merge; a table without a time is not counted."""
    times = [field.name for field in relation.model._meta.fields if isinstance(field, DateTimeField) and not field.null]
    if not times or merge.decided_at is None:
        return 0
    rows = relation.rows(merge.kept).filter(**{f"{times[0]}__gt": merge.decided_at}).values_list("pk", flat=True)
    return sum((relation.table, pk) not in moved for pk in rows)


def _relation(name: str, rule: Rule) -> Relation:
    app, model, field = name.split(".")
    return Relation(name, apps.get_model(app, model), field, rule)
