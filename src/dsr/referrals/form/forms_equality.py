"""Optional questions after sending: kept apart from the referral, used only to see that everybody is treated fairly.

The ethnic groups are those of the 2021 census, asked in two steps as the service manual advises.
"""

from __future__ import annotations

from dsr.core import forms
from dsr.core.words import later as _
from dsr.referrals.form.base import QuestionForm

PREFER_NOT = "prefer_not_to_say"
PREFER_NOT_CHOICE = (PREFER_NOT, _("I do not want to say"))

GROUPS = [
    (
        "asian",
        _("Asian or Asian British"),
        _("Includes any Asian background, for example Bangladeshi, Chinese, Indian, Pakistani"),
    ),
    ("black", _("Black, African, Caribbean or Black British"), _("Includes any Black background")),
    ("mixed", _("Mixed or multiple ethnic groups"), _("Includes any Mixed background")),
    ("white", _("White"), _("Includes any White background")),
    ("other", _("Another ethnic group"), _("Includes any other ethnic group, for example Arab")),
]
BACKGROUNDS: dict[str, list[tuple[str, str]]] = {
    "asian": [
        ("bangladeshi", _("Bangladeshi")),
        ("chinese", _("Chinese")),
        ("indian", _("Indian")),
        ("pakistani", _("Pakistani")),
        ("other_asian", _("Another Asian background")),
    ],
    "black": [
        ("african", _("African")),
        ("caribbean", _("Caribbean")),
        ("other_black", _("Another Black background")),
    ],
    "mixed": [
        ("white_asian", _("White and Asian")),
        ("white_black_african", _("White and Black African")),
        ("white_black_caribbean", _("White and Black Caribbean")),
        ("other_mixed", _("Another Mixed background")),
    ],
    "white": [
        ("british", _("British, English, Northern Irish, Scottish or Welsh")),
        ("irish", _("Irish")),
        ("gypsy_traveller", _("Gypsy or Irish Traveller")),
        ("roma", _("Roma")),
        ("other_white", _("Another White background")),
    ],
    "other": [("arab", _("Arab")), ("other_ethnic", _("Another ethnic background"))],
}


class SexForm(QuestionForm):
    sex = forms.RadioField(
        label=_("What is your sex?"),
        choices=[("female", _("Female")), ("male", _("Male")), PREFER_NOT_CHOICE],
        missing=_("Choose an answer, or choose that you do not want to say"),
    )
    them = {"sex": _("What is the sex of {name}?")}


class EthnicGroupForm(QuestionForm):
    ethnic_group = forms.RadioField(
        label=_("What is your ethnic group?"),
        choices=[*GROUPS, PREFER_NOT_CHOICE],
        missing=_("Choose an answer, or choose that you do not want to say"),
    )
    them = {"ethnic_group": _("What is the ethnic group of {name}?")}


class EthnicBackgroundForm(QuestionForm):
    leads = True
    ethnic_background = forms.RadioField(
        label=_("Which of these describes your background best?"),
        missing=_("Choose an answer, or choose that you do not want to say"),
    )
    ethnic_background_other = forms.TextField(
        label=_("If another background, you can say which"), required=False, max_length=100, width=20
    )
    them = {"ethnic_background": _("Which of these describes the background of {name} best?")}

    def prepare(self) -> None:
        group = str(self.asking.answers.of("ethnic-group", "ethnic_group"))
        self.fields["ethnic_background"].set_choices([*BACKGROUNDS.get(group, []), PREFER_NOT_CHOICE])  # type: ignore[attr-defined]
