"""Optional questions after sending: kept apart from the referral, used only to see that everybody is treated fairly.

The ethnic groups are those of the 2021 census, asked in two steps as the service manual advises.
"""

from __future__ import annotations

from dsr.core import forms
from dsr.referrals.form.base import QuestionForm

PREFER_NOT = "prefer_not_to_say"
PREFER_NOT_CHOICE = (PREFER_NOT, "I do not want to say")

GROUPS = [
    (
        "asian",
        "Asian or Asian British",
        "Includes any Asian background, for example Bangladeshi, Chinese, Indian, Pakistani",
    ),
    ("black", "Black, African, Caribbean or Black British", "Includes any Black background"),
    ("mixed", "Mixed or multiple ethnic groups", "Includes any Mixed background"),
    ("white", "White", "Includes any White background"),
    ("other", "Another ethnic group", "Includes any other ethnic group, for example Arab"),
]
BACKGROUNDS: dict[str, list[tuple[str, str]]] = {
    "asian": [
        ("bangladeshi", "Bangladeshi"),
        ("chinese", "Chinese"),
        ("indian", "Indian"),
        ("pakistani", "Pakistani"),
        ("other_asian", "Another Asian background"),
    ],
    "black": [
        ("african", "African"),
        ("caribbean", "Caribbean"),
        ("other_black", "Another Black background"),
    ],
    "mixed": [
        ("white_asian", "White and Asian"),
        ("white_black_african", "White and Black African"),
        ("white_black_caribbean", "White and Black Caribbean"),
        ("other_mixed", "Another Mixed background"),
    ],
    "white": [
        ("british", "British, English, Northern Irish, Scottish or Welsh"),
        ("irish", "Irish"),
        ("gypsy_traveller", "Gypsy or Irish Traveller"),
        ("roma", "Roma"),
        ("other_white", "Another White background"),
    ],
    "other": [("arab", "Arab"), ("other_ethnic", "Another ethnic background")],
}


class SexForm(QuestionForm):
    sex = forms.RadioField(
        label="What is your sex?",
        choices=[("female", "Female"), ("male", "Male"), PREFER_NOT_CHOICE],
        missing="Choose an answer, or choose that you do not want to say",
    )
    them = {"sex": "What is the sex of {name}?"}


class EthnicGroupForm(QuestionForm):
    ethnic_group = forms.RadioField(
        label="What is your ethnic group?",
        choices=[*GROUPS, PREFER_NOT_CHOICE],
        missing="Choose an answer, or choose that you do not want to say",
    )
    them = {"ethnic_group": "What is the ethnic group of {name}?"}


class EthnicBackgroundForm(QuestionForm):
    leads = True
    ethnic_background = forms.RadioField(
        label="Which of these describes your background best?",
        missing="Choose an answer, or choose that you do not want to say",
    )
    ethnic_background_other = forms.TextField(
        label="If another background, you can say which", required=False, max_length=100, width=20
    )
    them = {"ethnic_background": "Which of these describes the background of {name} best?"}

    def prepare(self) -> None:
        group = str(self.asking.answers.of("ethnic-group", "ethnic_group"))
        self.fields["ethnic_background"].set_choices([*BACKGROUNDS.get(group, []), PREFER_NOT_CHOICE])  # type: ignore[attr-defined]
