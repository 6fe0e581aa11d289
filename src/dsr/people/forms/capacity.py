"""The forms of the Mental Capacity Act."""

from __future__ import annotations

from dsr.core.forms import DateField, Form, RadioField, TextAreaField, TextField, YesNoField
from dsr.people.models import Finding

FINDINGS = Finding.choices
REASON = [
    (Finding.YES, "Yes"),
    (Finding.NO, "No, or they can do all of these"),
    (Finding.NOT_KNOWN, "Not known"),
]


class CapacityForm(Form):
    """The test of sections 2 and 3, after the help of section 1(3). The outcome is worked out, not chosen."""

    assessed_on = DateField(
        label="When was it assessed?", noun="The date", missing="Enter the date of the assessment", not_future=True
    )
    assessed_by_name = TextField(label="Who assessed it?", missing="Enter who assessed it")
    help_given = TextAreaField(
        label="What help did the person have to decide for themselves?",
        hint="For example, pictures, an interpreter, another time of day, somebody they trust.",
        missing="Say what help the person had",
        max_length=2000,
        rows=4,
    )
    understand = RadioField(
        label="Can they understand the information about this decision?",
        missing="Answer whether they can understand the information",
        choices=FINDINGS,
    )
    retain = RadioField(
        label="Can they remember it for long enough to decide?",
        missing="Answer whether they can remember it for long enough",
        choices=FINDINGS,
    )
    weigh = RadioField(
        label="Can they use or weigh it up to decide?",
        missing="Answer whether they can use or weigh it up",
        choices=FINDINGS,
    )
    communicate = RadioField(
        label="Can they tell us their decision, in any way?",
        missing="Answer whether they can tell us their decision",
        choices=FINDINGS,
    )
    because_of_impairment = RadioField(
        label="If they cannot do one of these, is an impairment or disturbance of the mind or brain the reason?",
        missing="Answer whether an impairment or disturbance is the reason",
        choices=REASON,
    )
    impairment = TextField(
        label="If yes, which impairment or disturbance?", missing="Say which impairment or disturbance", max_length=500
    )
    note = TextAreaField(label="What you saw and heard", required=False, max_length=2000, rows=4)

    only_when = {"impairment": ("because_of_impairment", {Finding.YES.value})}


class BestInterestsForm(Form):
    """What section 4 asks of whoever decides for somebody."""

    made_on = DateField(
        label="When was the decision made?", noun="The date", missing="Enter the date of the decision", not_future=True
    )
    made_by_name = TextField(label="Who made it?", missing="Enter who made the decision")
    wishes = TextAreaField(
        label="What does the person want, feel and believe?",
        hint="Now, and before they could no longer decide.",
        missing="Say what the person wants, feels and believes",
        max_length=2000,
    )
    consulted = TextAreaField(
        label="Who was asked, and what did they say?",
        missing="Say who was asked and what they said",
        max_length=2000,
    )
    less_restrictive = TextAreaField(
        label="Which ways would restrict the person less?",
        hint="And why they were chosen or not.",
        missing="Say which ways would restrict the person less",
        max_length=2000,
    )
    advocate = TextField(
        label="Has an advocate been involved?",
        hint="Their name, or why there is none.",
        missing="Say whether an advocate was involved",
        max_length=500,
    )
    in_best_interests = YesNoField(
        label="Is it in the person's best interests?", missing="Choose whether it is in their best interests"
    )
    review_on = DateField(label="When will this be looked at again?", noun="The date", required=False, not_past=True)

    def record(self) -> dict[str, object]:
        """What `record_best_interests` takes."""
        return self.cleaned_data | {"in_best_interests": self.cleaned_data["in_best_interests"] == "yes"}


class InErrorForm(Form):
    """Confirming that something was entered in error, and why."""

    mark_optional = False
    sure = RadioField(
        label="Was this entered in error?",
        missing="Choose whether it was entered in error",
        choices=[("yes", "Yes, it should never have been recorded like this"), ("no", "No, keep it")],
    )
    reason = TextAreaField(
        label="What was wrong?",
        hint="For example: it is about another person.",
        missing="Say what was wrong",
        max_length=500,
        rows=3,
    )

    only_when = {"reason": ("sure", {"yes"})}
