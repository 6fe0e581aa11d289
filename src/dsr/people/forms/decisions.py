"""Recording and withdrawing decisions."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from dsr.accounts.models import Organisation
from dsr.core import clock
from dsr.core.forms import (
    DateField,
    Form,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
)
from dsr.people import levels, queries
from dsr.people.forms import VersionedForm
from dsr.people.models import Answer, Authority, Basis, Contact, DecisionKind, Level, Person, ViewHolder
from dsr.people.rules import AUTHORITY_NEEDED
from dsr.people.topics import Topic
from dsr.policy import queries as policies
from dsr.policy.document import Policy

OTHER_CONTACT = "other"


def instant(on: date) -> datetime:
    """When on a day something was said: now, if it is today; otherwise midday."""
    if on == clock.today():
        return clock.now()
    return datetime.combine(on, time(12), tzinfo=clock.LONDON)


def format_choices(policy: Policy) -> list[tuple[str, str]]:
    return [(known.code, known.name) for known in policy.information_formats]


def language_choices(policy: Policy) -> list[tuple[str, str]]:
    return [("en", "English"), *((known.code, known.name) for known in policy.languages)]


class TopicForm(Form):
    """What is decided."""

    topic = RadioField(
        label="What did they decide about?",
        missing="Choose what they decided about",
        page_heading=True,
    )

    def __init__(self, topics: list[Topic], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].set_choices((topic.slug, topic.title) for topic in topics)


class BasisForm(Form):
    """Who decides."""

    basis = RadioField(label="Who decides?", missing="Choose who decides", page_heading=True)

    def __init__(self, choices: list[tuple[str, str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].set_choices(choices)


class DecisionForm(VersionedForm):
    """The answer and what its basis rests on. Only what this basis and topic need is asked."""

    answer = RadioField(label="What is the answer?", missing="Choose the answer", choices=Answer.choices)
    level = RadioField(
        label="If they agreed, how much may the organisation see?", missing="Choose how much they may see"
    )
    decided_by_contact = SelectField(label="Who decided?", missing="Choose who decided", nothing="Choose a contact")
    decided_by_name = TextField(
        label="Who decided?", hint="The name of the person who said it.", missing="Enter the name of who decided"
    )
    decided_on = DateField(
        label="When did they decide?", noun="The date", missing="Enter the date they decided", not_future=True
    )
    competence_note = TextAreaField(
        label="Why do you find the child competent to make this decision?",
        hint="What they understand about it, what it changes, and what could happen either way.",
        missing="Say why you find the child competent to make this decision",
        max_length=2000,
    )
    authority_seen = TextAreaField(
        label="Which document did you see?",
        hint="What it is, its date, and that it covers this decision.",
        missing="Say which document you saw and what it covers",
        max_length=500,
        rows=3,
    )
    format = SelectField(label="How were the words put to them?", missing="Choose how the words were put to them")
    language = SelectField(label="In which language?", missing="Choose the language", initial="en")
    note = TextAreaField(label="Anything to add", required=False, max_length=2000, rows=3)

    only_when = {"level": ("answer", {Answer.AGREED.value})}

    def __init__(self, person: Person, topic: Topic, basis: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.topic, self.basis = person, topic, basis
        policy = policies.current(person.area_id)
        self.fields["format"].set_choices(format_choices(policy))
        self.fields["language"].set_choices(language_choices(policy))
        self._drop_what_does_not_apply()
        if "level" in self.fields and topic.organisation:
            self._offer_levels(policy, topic.organisation)
        if "decided_by_contact" in self.fields:
            self._offer_contacts()
        if basis in (Basis.OWN, Basis.GILLICK):
            self.initial.setdefault("decided_by_name", person.full_name)

    def _drop_what_does_not_apply(self) -> None:
        parental = self.basis == Basis.PARENTAL
        keep = {
            "answer": self.basis != Basis.BEST_INTERESTS,
            "level": self.topic.kind == DecisionKind.SHARE,
            "decided_by_contact": self.basis in AUTHORITY_NEEDED,
            "decided_by_name": self.basis not in AUTHORITY_NEEDED,
            "competence_note": parental or self.basis == Basis.GILLICK,
            "authority_seen": self.basis in (Basis.ATTORNEY, Basis.DEPUTY),
        }
        for name in [name for name, kept in keep.items() if not kept]:
            del self.fields[name]
        if "answer" not in self.fields:
            self.only_when = {}
            if "level" in self.fields:
                self.fields["level"].required = False
        if parental:
            self.fields[
                "competence_note"
            ].label = "What did you find about whether the child can decide this themselves?"
            self.fields[
                "competence_note"
            ].missing = "Say what you found about whether the child can decide this themselves"

    def _offer_levels(self, policy: Policy, organisation: Organisation) -> None:
        option = policy.organisation(organisation.code)
        self.fields["level"].set_choices(
            (
                level,
                f"{Level(level).label}{' (usual)' if level == option.default_level else ''}",
                levels.IN_WORDS[level],
            )
            for level in option.levels
        )

    def _offer_contacts(self) -> None:
        authority = AUTHORITY_NEEDED[Basis(self.basis)]
        self.holders = {c.public_id: c for c in queries.contacts(self.person).filter(authority=authority)}
        self.fields["decided_by_contact"].set_choices(
            (public_id, f"{contact.name}, {contact.relationship}") for public_id, contact in self.holders.items()
        )
        self.fields["decided_by_contact"].label = f"Who decided? ({Authority(authority).label.lower()})"

    @property
    def nobody_can(self) -> bool:
        """Nobody on record holds the authority this basis needs."""
        return "decided_by_contact" in self.fields and not self.holders

    def decision(self) -> dict[str, Any]:
        """What `record_decision` takes."""
        given = self.fields_to_save()
        given["decided_at"] = instant(given.pop("decided_on"))
        contact: Contact | None = self.holders[given["decided_by_contact"]] if "decided_by_contact" in given else None
        if contact is not None:
            given |= {"decided_by_contact": contact, "decided_by_name": contact.name}
        return given


def _level_label(level: str, *, usual: bool) -> str:
    return f"{Level(level).label} (usual)" if usual else Level(level).label


class WithdrawForm(Form):
    """Taking an agreement back."""

    withdrawn_by_name = TextField(
        label="Who is withdrawing it?",
        hint="The name of the person who told you.",
        missing="Enter who is withdrawing it",
    )
    reason = TextAreaField(
        label="What did they say?", hint="They do not have to give a reason.", required=False, max_length=500, rows=3
    )


class ViewForm(Form):
    """What somebody thinks: kept beside the decisions, never one itself."""

    topic = SelectField(label="What is it about?", missing="Choose what it is about")
    holder = RadioField(label="Whose view is it?", missing="Choose whose view it is", choices=ViewHolder.choices)
    holder_name = TextField(label="Their name", missing="Enter their name")
    answer = RadioField(label="What do they think?", missing="Choose what they think", choices=Answer.choices)
    words = TextAreaField(label="In their own words", required=False, max_length=2000, rows=3)
    source = TextField(
        label="How did they tell you?",
        hint="For example, by telephone.",
        missing="Say how they told you",
        max_length=60,
    )
    said_on = DateField(label="When?", noun="The date", missing="Enter when they said it", not_future=True)

    def __init__(self, topics: list[Topic], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = {topic.slug: topic for topic in topics}
        self.fields["topic"].set_choices((topic.slug, topic.title) for topic in topics)

    def view(self) -> dict[str, Any]:
        """What `record_view` takes."""
        given = dict(self.cleaned_data)
        topic = self.topics[given.pop("topic")]
        given["said_at"] = instant(given.pop("said_on"))
        return given | {"kind": topic.kind, "organisation": topic.organisation}


class EndReasonForm(Form):
    """The lead's reason why a parent's decision ends after the 16th birthday."""

    reason = TextAreaField(
        label="Why does this decision end?",
        hint="For example, what was tried to ask the person themselves.",
        missing="Say why this decision ends",
        max_length=500,
        rows=4,
    )
