"""What is happening, what was tried, what helps, and what a professional adds."""

from __future__ import annotations

from django.utils.translation import gettext

from dsr.core import forms
from dsr.core.words import later as _
from dsr.referrals.form.base import QuestionForm


class NowForm(QuestionForm):
    worries = forms.TextAreaField(
        label=_("What is happening now that worries you?"),
        hint=_("Tell us about the things that are hard at the moment. Use your own words. Short is fine."),
        missing=_("Write what worries you now. A few words are enough."),
        rows=8,
    )


class TriedForm(QuestionForm):
    tried = forms.TextAreaField(
        label=_("What has been tried so far?"),
        hint=_("For example: medicine, a support worker, a change at school. What happened?"),
        required=False,
    )


class HelpsForm(QuestionForm):
    helps = forms.TextAreaField(
        label=_("What helps you to have a good day?"),
        hint=_("For example: people, places, things you like to do, ways to calm down."),
        required=False,
    )
    them = {"helps": _("What helps {name} to have a good day?")}
    them_hints = {"helps": _("For example: people, places, things they like to do, ways to calm down.")}


class CouldHelpForm(QuestionForm):
    could_help = forms.TextAreaField(
        label=_("What could make things better?"),
        hint=_("Tell us what you would like to happen. If you do not know, that is fine."),
        required=False,
    )


class ServicesForm(QuestionForm):
    services = forms.TextAreaField(
        label=_("Which services support the person now?"),
        hint=_("For example: community team, school, provider, with how often and since when."),
        required=False,
    )


class ConcernsForm(QuestionForm):
    concerns = forms.CheckboxesField(
        label=_("What are you concerned about?"),
        hint=_("This helps us to see what is urgent. A clinician decides the rating later."),
        choices=[
            ("admission", _("Admission to a mental health hospital is likely")),
            ("placement", _("The place where they live, or their school place, may break down")),
            ("family", _("The family or carers cannot go on like this")),
            ("self_harm", _("Risk of harm to themselves")),
            ("harm_to_others", _("Risk of harm to other people")),
            ("exploitation", _("Somebody may be exploiting or abusing them")),
            ("justice", _("Contact with the police or the courts")),
            ("restraint", _("Restraint, seclusion or medicine to control behaviour")),
            ("health", _("Physical health or medicine is getting worse")),
        ],
        none_of_these=_("None of these, or I do not know"),
        missing=_("Choose what you are concerned about"),
    )
    concerns_when = forms.RadioField(
        label=_("How soon could it happen?"),
        choices=[("days", _("Within days")), ("weeks", _("Within weeks")), ("months", _("Within months"))],
        not_known=True,
        missing=_("Say how soon, or that you do not know"),
    )


class CapacityForm(QuestionForm):
    capacity = forms.RadioField(
        label="",
        hint=_("From 16, everybody is taken to have capacity unless an assessment of this decision shows otherwise."),
        choices=[
            ("has", _("Yes, they have capacity for this decision")),
            ("lacks", _("No, they were assessed for this decision and lack capacity")),
            ("doubt", _("There is doubt, and no assessment for this decision yet")),
            ("under_16", _("They are under 16")),
        ],
        not_known=True,
        missing=_("Say whether the person can decide for themselves"),
    )
    capacity_evidence = forms.TextAreaField(
        label=_("What shows this?"),
        hint=_(
            "If there was an assessment: who made it, when, for which decision, what help was given, what it found."
        ),
        required=False,
    )
    best_interests = forms.TextAreaField(
        label=_("If there is a best-interests decision, attorney or deputy, say so here"),
        hint=_("Who decided or holds the authority, who was consulted, what the person wants, and when."),
        required=False,
    )

    def prepare(self) -> None:
        register = gettext(self.asking.policy.labels.in_a_sentence)
        question = gettext("Can the person decide for themselves whether to join %(register)s?")
        self.fields["capacity"].label = question % {"register": register}


class ConsentTalksForm(QuestionForm):
    explained = forms.TextAreaField(
        label="",
        hint=_(
            "Say who was told (the person, those with parental responsibility, services), in which format and when."
        ),
        required=False,
    )
    consent_said = forms.TextAreaField(
        label=_("What did they say about joining, and about who may be told?"),
        hint=_("We ask the person again ourselves. Write down any disagreement between people."),
        required=False,
    )

    def prepare(self) -> None:
        register = gettext(self.asking.policy.labels.in_a_sentence)
        question = gettext("What have you told the person about %(register)s?")
        self.fields["explained"].label = question % {"register": register}


class PeopleForm(QuestionForm):
    people = forms.YesNoField(
        label=_("Does anyone help or support you now?"),
        hint=_(
            "For example: family, a friend, a social worker, a nurse, a teacher. You can tell us about more than one."
        ),
        not_known=_("I do not want to say here"),
        yes=_("Yes, and I can tell you who"),
        missing=_("Say if anyone helps now"),
    )
    them = {"people": _("Does anyone help or support {name} now?")}


class InvolvedForm(QuestionForm):
    """One of the people involved; asked as often as needed."""

    involved_name = forms.TextField(label=_("Their name"), missing=_("Enter a name"))
    involved_role = forms.TextField(
        label=_("Who are they?"), hint=_("For example: my mum, social worker, teacher"), missing=_("Say who they are")
    )
    involved_organisation = forms.TextField(
        label=_("Where do they work?"), hint=_("Only if this is their job."), required=False
    )
    involved_phone = forms.PhoneField(label=_("Their phone number"), required=False)
    involved_email = forms.EmailField(label=_("Their email address"), required=False)
    involved_may_talk = forms.YesNoField(
        label=_("Can we talk to them?"),
        not_known=_("I am not sure. Ask me first"),
        missing=_("Say if we can talk to them"),
    )
    them_hints = {"involved_role": _("For example: their mum, social worker, teacher")}


class AnotherForm(QuestionForm):
    """At the foot of the list of people."""

    another = forms.YesNoField(
        label=_("Do you want to add another person?"), missing=_("Say if you want to add another person")
    )
