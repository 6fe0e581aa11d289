"""Forms of the register's pages; the questions of the support tool are made from its definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dsr.accounts.models import Organisation
from dsr.core import clock
from dsr.core.forms import (
    CheckboxesField,
    DateField,
    Form,
    HiddenField,
    RadioField,
    SearchField,
    SelectField,
    TextAreaField,
)
from dsr.core.forms.choices import Choice
from dsr.core.partial_dates import PartialDate
from dsr.policy.document import Policy
from dsr.register import presenters, rules
from dsr.register.rating import Suggestion
from dsr.register.tool_document import NOT_KNOWN, Definition, Item, Section

SORTS: dict[str, str] = {
    "worst": "Worst first",
    "review": "Review due",
    "name": "Name",
}
SORTED: dict[str, str] = {
    "worst": "Sorted by rating, the most pressing first, then by review date.",
    "review": "Sorted by review date, the longest overdue first.",
    "name": "Sorted by family name.",
}
REVIEWS: tuple[Choice, ...] = (("overdue", "Overdue"), ("week", "Overdue or due in 7 days"))


STANDINGS: tuple[Choice, ...] = (("open", "On the register"), ("to_confirm", "Decision to confirm"))


class ListForm(Form):
    """Which entries to list, in which order. What the address gets wrong is left out."""

    mark_optional = False
    text = SearchField(label="Name", required=False, max_length=100)
    rating = SelectField(label="Rating", required=False, nothing="Every rating")
    council = SelectField(label="Council", required=False, nothing="Every council")
    review = SelectField(label="Review", choices=REVIEWS, required=False, nothing="Any time")
    standing = SelectField(label="Decision to join", choices=STANDINGS, required=False, nothing="Everybody in the list")
    sort = SelectField(label="Sort by", required=False, nothing=SORTS["worst"])

    def __init__(self, *args: Any, policy: Policy, councils: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, presenters.rating_tag(policy, code).word) for code in rules.rating_codes(policy)]
        self.fields["rating"].set_choices(named)  # type: ignore[attr-defined]
        self.fields["council"].set_choices([(c.public_id, c.short_name) for c in councils])  # type: ignore[attr-defined]
        self.fields["sort"].set_choices(list(SORTS.items())[1:])  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    def active(self) -> int:
        return sum(bool(value) for name, value in self.chosen().items() if name != "sort")

    def sorted_by(self) -> str:
        return SORTED[self.chosen()["sort"] or "worst"]


NOTE, UNKNOWN = "__note", "__not_known"


class SectionForm(Form):
    """One section of a support tool. Nothing is required: what is not answered yet stays so."""

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        section: Section,
        tool: Definition,
        known: Mapping[str, Any],
        saved: Mapping[str, Mapping[str, Any]] | None = None,
        revision: int = 0,
        **kwargs: Any,
    ) -> None:
        """``known`` are all answers saved so far; ``saved`` this section's own, with its notes."""
        self.items = [item for item in section.items if _may_be_asked(item, section, known)]
        kwargs["initial"] = _initial(self.items, saved or {}) | {"revision": str(revision)}
        super().__init__(*args, **kwargs)
        self.fields["revision"] = HiddenField(initial=str(revision))
        here = {item.code for item in self.items}
        self.only_when = {}
        for item in self.items:
            for name, field in _fields(item, tool).items():
                self.fields[name] = field
                if item.show_when and item.show_when.item in here:
                    self.only_when[name] = (item.show_when.item, item.show_when.any_of)

    def expected_revision(self) -> int:
        text = self.cleaned_data.get("revision", "")
        return int(text) if text.isdecimal() else 0

    def answers(self) -> dict[str, str | list[str]]:
        """As the rating reads them, the unanswered left out."""
        given = {item.code: self._answer(item) for item in self.items}
        return {code: answer for code, answer in given.items() if answer}

    def _answer(self, item: Item) -> str | list[str]:
        answer = self.cleaned_data.get(item.code) or ""
        if isinstance(answer, PartialDate):
            return answer.isoformat()
        if not answer and self.cleaned_data.get(item.code + UNKNOWN):
            return NOT_KNOWN
        return answer

    def notes(self) -> dict[str, str]:
        return {item.code: self.cleaned_data.get(item.code + NOTE, "") for item in self.items if item.evidence_note}


def _may_be_asked(item: Item, section: Section, known: Mapping[str, Any]) -> bool:
    """A question that hangs on another section's answer is left out until that answer leads to it."""
    when = item.show_when
    if when is None or any(other.code == when.item for other in section.items):
        return True
    answer = known.get(when.item, "")
    return when.met_by(frozenset([answer] if isinstance(answer, str) else answer))


def _fields(item: Item, tool: Definition) -> dict[str, Any]:
    """The question, "not known" where it is not among its answers, and where the answer comes from."""
    hint = " ".join(
        filter(None, (presenters.asked_when(item, tool), item.help, presenters.look_back(item, clock.today())))
    )
    fields: dict[str, Any] = {item.code: _question(item, hint)}
    if not item.is_choice:
        unknown = [option for option in item.options if option.is_not_known]
        fields[item.code + UNKNOWN] = CheckboxesField(
            label="If the answer is not known",
            size="s",
            required=False,
            small=True,
            choices=[(NOT_KNOWN, option.label, option.hint) for option in unknown],
        )
    if item.evidence_note:
        fields[item.code + NOTE] = TextAreaField(
            label="Where does this answer come from?",
            hint="Optional. For example who told you, or which record.",
            required=False,
            max_length=1000,
            rows=2,
        )
    return fields


def _question(item: Item, hint: str) -> Any:
    common: dict[str, Any] = {"label": item.text, "hint": hint, "required": False, "size": "m"}
    if item.kind == "text":
        return TextAreaField(**common, max_length=4000, rows=4)
    if item.kind == "date_approx":
        return DateField(**common, noun="The date", approximate=True, not_future=True)
    choices = [(option.code, option.label, option.hint) for option in item.options]
    field = (RadioField if item.kind == "radios" else CheckboxesField)(**common, choices=choices)
    field.last = NOT_KNOWN
    return field


def _initial(items: Iterable[Item], saved: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    answers, notes = saved.get("answers", {}), saved.get("notes", {})
    initial: dict[str, Any] = {}
    for item in items:
        answer = answers.get(item.code, "")
        if not item.is_choice and answer == NOT_KNOWN:
            initial[item.code + UNKNOWN] = [NOT_KNOWN]
        else:
            initial[item.code] = answer
        initial[item.code + NOTE] = notes.get(item.code, "")
    return initial


class GiveUpForm(Form):
    reason = TextAreaField(
        label="Why is this assessment given up?",
        hint="The answers stay on record and start nothing.",
        missing="Say why this assessment is given up",
        max_length=500,
    )


class RatingForm(Form):
    """The clinician's decision. ``lower`` is asked once the rating chosen is lower than the one suggested."""

    rating = RadioField(label="Which rating do you decide on?", missing="Choose a rating", size="l")
    override_reason = TextAreaField(
        label="If you decide differently from the suggestion, why?",
        missing="Say why you decided differently from what the support tool suggests",
        max_length=2000,
        rows=3,
        required=False,
    )
    lower = CheckboxesField(
        label="You have chosen a lower rating than the tool suggests",
        choices=[("yes", "I have looked at the reasons again and decide on the lower rating")],
        missing="Confirm that you decide on a lower rating than the tool suggests, or choose another",
        required=False,
    )
    rationale = TextAreaField(
        label="Why this rating?",
        hint="In words a colleague in another organisation understands. The person may read it.",
        missing="Say why you decided on this rating",
    )
    needs = CheckboxesField(label="Which support is needed now?", required=False, hint="Each becomes a task.")
    needs_note = TextAreaField(label="What exactly is needed?", required=False, max_length=2000, rows=3)
    answers = HiddenField(required=False)

    def __init__(self, *args: Any, policy: Policy, suggestion: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy, self.suggested = policy, suggestion.rating.value
        self.fields["rating"].set_choices([_choice(policy, code) for code in rules.rating_codes(policy)])  # type: ignore[attr-defined]
        self.fields["needs"].set_choices([(n.code, n.title, n.description) for n in policy.support_needs])  # type: ignore[attr-defined]
        if not self.is_lower():
            del self.fields["lower"]

    def is_lower(self) -> bool:
        """Whether the rating chosen, right or wrong, is lower than the one suggested."""
        chosen = self.data.get("rating", "")
        known = chosen in rules.rating_codes(self.policy)
        return known and rules.is_lower(self.policy, chosen, self.suggested)

    def clean(self) -> None:
        chosen = self.cleaned_data.get("rating")
        if chosen and chosen != self.suggested and not self.cleaned_data.get("override_reason"):
            self.add_error("override_reason", self.fields["override_reason"].missing)  # type: ignore[attr-defined]
        if "lower" in self.fields and not self.cleaned_data.get("lower"):
            self.add_error("lower", self.fields["lower"].missing)  # type: ignore[attr-defined]

    def look_again(self, revisions: str) -> None:
        """The answers changed meanwhile: the next try is about the suggestion now shown."""
        self.data = self.data.copy()
        self.data["answers"] = revisions

    def support_needs(self) -> list[tuple[str, str]]:
        return [(code, self.cleaned_data["needs_note"]) for code in self.cleaned_data["needs"]]


def _choice(policy: Policy, code: str) -> Choice:
    tag = presenters.rating_tag(policy, code)
    return code, f"{tag.word}: {tag.meaning}", presenters.definition(policy, code)


class LeaveForm(Form):
    """Why somebody leaves the register."""

    mark_optional = False
    reason = RadioField(
        label="Why does the person leave the register?", missing="Choose why the person leaves the register", size="m"
    )
    died_on = DateField(
        label="If they died, on which day?",
        noun="The day they died",
        not_future=True,
        missing="Enter the day they died",
    )
    note = TextAreaField(
        label="What should be on record about it?",
        hint="If they moved: which area takes over, and who there has confirmed it.",
        missing="Say which area takes over and who there has confirmed it, or what the other reason is",
        max_length=1900,
        rows=4,
    )

    only_when = {"died_on": ("reason", {rules.DIED})}

    def __init__(self, *args: Any, reasons: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].set_choices(presenters.leaving_choices(reasons))  # type: ignore[attr-defined]
        self.fields["note"].required = self.data.get("reason", "") in (rules.MOVED_AREA, rules.OTHER)


class DeclineForm(Form):
    """Why somebody of an earlier register does not join this one."""

    note = TextAreaField(
        label="Why does the person not join?",
        hint="For example: moved away, support is no longer needed, could not be reached after three tries.",
        missing="Say why the person does not join",
        max_length=1900,
        rows=4,
    )
