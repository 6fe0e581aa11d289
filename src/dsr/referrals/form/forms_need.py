"""What is happening, what was tried, what helps, and what a professional adds."""

from __future__ import annotations

from dsr.core import forms
from dsr.referrals.form.base import QuestionForm


class NowForm(QuestionForm):
    worries = forms.TextAreaField(
        label="What is happening now that worries you?",
        hint="Tell us about the things that are hard at the moment. Use your own words. Short is fine.",
        missing="Write what worries you now. A few words are enough.",
        rows=8,
    )


class TriedForm(QuestionForm):
    tried = forms.TextAreaField(
        label="What has been tried so far?",
        hint="For example: medicine, a support worker, a change at school. What happened?",
        required=False,
    )


class HelpsForm(QuestionForm):
    helps = forms.TextAreaField(
        label="What helps you to have a good day?",
        hint="For example: people, places, things you like to do, ways to calm down.",
        required=False,
    )
    them = {"helps": "What helps {name} to have a good day?"}
    them_hints = {"helps": "For example: people, places, things they like to do, ways to calm down."}


class CouldHelpForm(QuestionForm):
    could_help = forms.TextAreaField(
        label="What could make things better?",
        hint="Tell us what you would like to happen. If you do not know, that is fine.",
        required=False,
    )


class ServicesForm(QuestionForm):
    services = forms.TextAreaField(
        label="Which services support the person now?",
        hint="For example: community team, school, provider, with how often and since when.",
        required=False,
    )


class ConcernsForm(QuestionForm):
    concerns = forms.CheckboxesField(
        label="What are you concerned about?",
        hint="This helps us to see what is urgent. A clinician decides the rating later.",
        choices=[
            ("admission", "Admission to a mental health hospital is likely"),
            ("placement", "The place where they live, or their school place, may break down"),
            ("family", "The family or carers cannot go on like this"),
            ("self_harm", "Risk of harm to themselves"),
            ("harm_to_others", "Risk of harm to other people"),
            ("exploitation", "Somebody may be exploiting or abusing them"),
            ("justice", "Contact with the police or the courts"),
            ("restraint", "Restraint, seclusion or medicine to control behaviour"),
            ("health", "Physical health or medicine is getting worse"),
        ],
        none_of_these="None of these, or I do not know",
        missing="Choose what you are concerned about",
    )
    concerns_when = forms.RadioField(
        label="How soon could it happen?",
        choices=[("days", "Within days"), ("weeks", "Within weeks"), ("months", "Within months")],
        not_known=True,
        missing="Say how soon, or that you do not know",
    )


class CapacityForm(QuestionForm):
    capacity = forms.RadioField(
        label="Can the person decide for themselves whether to join?",
        hint="From 16, everybody is taken to have capacity unless an assessment of this decision shows otherwise.",
        choices=[
            ("has", "Yes, they have capacity for this decision"),
            ("lacks", "No, they were assessed for this decision and lack capacity"),
            ("doubt", "There is doubt, and no assessment for this decision yet"),
            ("under_16", "They are under 16"),
        ],
        not_known=True,
        missing="Say whether the person can decide for themselves",
    )
    capacity_evidence = forms.TextAreaField(
        label="What shows this?",
        hint="If there was an assessment: who made it, when, for which decision, what help was given, what it found.",
        required=False,
    )
    best_interests = forms.TextAreaField(
        label="If there is a best-interests decision, attorney or deputy, say so here",
        hint="Who decided or holds the authority, who was consulted, what the person wants, and when.",
        required=False,
    )

    def prepare(self) -> None:
        register = self.asking.policy.labels.in_a_sentence
        self.fields["capacity"].label = f"Can the person decide for themselves whether to join {register}?"


class ConsentTalksForm(QuestionForm):
    explained = forms.TextAreaField(
        label="What have you told the person?",
        hint="Say who was told (the person, those with parental responsibility, services), in which format and when.",
        required=False,
    )
    consent_said = forms.TextAreaField(
        label="What did they say about joining, and about who may be told?",
        hint="We ask the person again ourselves. Write down any disagreement between people.",
        required=False,
    )

    def prepare(self) -> None:
        register = self.asking.policy.labels.in_a_sentence
        self.fields["explained"].label = f"What have you told the person about {register}?"


class PeopleForm(QuestionForm):
    people = forms.YesNoField(
        label="Does anyone help or support you now?",
        hint="For example: family, a friend, a social worker, a nurse, a teacher. You can tell us about more than one.",
        not_known="I do not want to say here",
        yes="Yes, and I can tell you who",
        missing="Say if anyone helps now",
    )
    them = {"people": "Does anyone help or support {name} now?"}


class InvolvedForm(QuestionForm):
    """One of the people involved; asked as often as needed."""

    involved_name = forms.TextField(label="Their name", missing="Enter a name")
    involved_role = forms.TextField(
        label="Who are they?", hint="For example: my mum, social worker, teacher", missing="Say who they are"
    )
    involved_organisation = forms.TextField(
        label="Where do they work?", hint="Only if this is their job.", required=False
    )
    involved_phone = forms.PhoneField(label="Their phone number", required=False)
    involved_email = forms.EmailField(label="Their email address", required=False)
    involved_may_talk = forms.YesNoField(
        label="Can we talk to them?",
        not_known="I am not sure. Ask me first",
        missing="Say if we can talk to them",
    )
    them_hints = {"involved_role": "For example: their mum, social worker, teacher"}


class AnotherForm(QuestionForm):
    """At the foot of the list of people."""

    another = forms.YesNoField(
        label="Do you want to add another person?", missing="Say if you want to add another person"
    )
