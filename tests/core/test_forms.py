"""Form fields: what they show, what they keep, what they refuse and with which words."""

from __future__ import annotations

import json

import pytest
from django import forms as django_forms
from django.utils import translation
from markupsafe import Markup

from dsr.core import forms
from dsr.core.forms.foreign import design_field, error_summary
from tests.core.gallery import WRONG, GalleryForm, posted
from tests.support.html import assert_valid_html, texts


def only(field, value=None, *, name="answer"):
    """A form of one field, filled in unless the value is None."""
    form_class = type("OnlyForm", (forms.Form,), {name: field})
    return form_class() if value is None else form_class(posted({name: value}))


def error_of(form, name="answer"):
    return form.errors.get(name, [""])[0]


@pytest.fixture
def wrong():
    form = GalleryForm(posted(WRONG))
    assert not form.is_valid()
    return form


@pytest.mark.parametrize("name", list(GalleryForm.base_fields))
def test_each_field_is_valid_html_empty_and_wrong(name, wrong):
    for form in (GalleryForm(), wrong):
        assert_valid_html(str(form[name]))


def test_each_error_of_the_summary_leads_to_its_field(wrong):
    summary = assert_valid_html(wrong.error_summary())
    document = assert_valid_html(str(wrong))
    links = [link.attrs["href"] for link in summary.query("a")]
    assert len(links) == len(wrong.errors)
    for link in links:
        assert document.query(link)[0].name in ("input", "select", "textarea")


def test_an_error_stands_at_its_field_and_is_read_with_it(wrong):
    document = assert_valid_html(str(wrong["full_name"]))
    assert texts(document, ".nhsuk-error-message") == ["Error: Enter the full name"]
    assert document.query("input")[0].attrs["aria-describedby"] == "full_name-hint full_name-error"


def test_no_summary_while_nothing_is_wrong():
    assert GalleryForm().error_summary() == ""
    assert only(forms.TextField(label="Name"), "Sam").error_summary() == ""


def test_everything_typed_is_kept_but_the_password(wrong):
    page = str(wrong)
    for typed in ("Too much Too much", "nobody at home", "999 123 4568", 'value="CV"', 'value="many"'):
        assert typed in page
    for box in ('value="31"', 'value="February"', 'value="2009"'):
        assert box in str(wrong["born_on"])
    checked = [box.attrs["value"] for box in assert_valid_html(str(wrong["needs"])).query("input[checked]")]
    assert checked == ["easy", "none"]
    assert "secret" not in str(only(forms.PasswordField(label="Password"), "secret")["answer"])


def test_what_was_typed_can_be_stored_and_shown_again(wrong):
    stored = json.loads(json.dumps(wrong.typed()))
    again = GalleryForm(initial=stored)
    for name in ("worries", "email", "interpreter", "needs", "born_on", "nhs_number"):
        assert again[name].value() == wrong[name].value()


def test_the_button_that_shows_a_secret_speaks_the_language_of_the_page():
    field = forms.PasswordField(label="Password")
    assert "Show" in field_html(field)
    with translation.override("pl"):
        shown = field_html(field)
    assert "Pokaż" in shown
    assert "Ukryj" in shown, "and what it becomes once pressed"
    assert "Show" not in shown


def field_html(field: forms.PasswordField) -> str:
    return str(type("Asking", (forms.Form,), {"answer": field})())


def test_a_password_is_never_put_aside():
    assert only(forms.PasswordField(label="Password"), "secret").typed() == {}


def test_two_forms_on_a_page_are_told_apart_by_a_prefix():
    form = GalleryForm(posted({f"first-{name}": value for name, value in WRONG.items()}), prefix="first")
    assert not form.is_valid()
    assert 'href="#first-born_on-day"' in form.error_summary()
    assert 'name="first-born_on_day"' in str(form["born_on"])


def test_what_is_typed_is_escaped(wrong):
    assert "<script>" not in str(wrong)


def test_the_sentence_for_a_missing_answer_follows_the_label():
    form = only(forms.TextField(label="Name"), "")
    form.fields["answer"].label = "What is their name?"
    assert error_of(form) == 'Answer the question "What is their name?"'


def test_a_question_that_may_be_left_out_says_so():
    field = forms.TextField(label="Middle name", required=False)
    assert texts(assert_valid_html(str(only(field)["answer"])), "label") == ["Middle name (optional)"]
    filters = type("Filters", (forms.Form,), {"mark_optional": False, "answer": field})
    assert texts(assert_valid_html(str(filters()["answer"])), "label") == ["Middle name"]


def test_the_label_can_be_the_heading_of_the_page():
    page = str(only(forms.TextField(label="Your name", page_heading=True))["answer"])
    assert texts(assert_valid_html(page), "h1 label.nhsuk-label--l") == ["Your name"]
    page = str(only(forms.RadioField(label="Who?", choices=[("a", "A")], page_heading=True))["answer"])
    assert texts(assert_valid_html(page), "legend h1") == ["Who?"]


class TestText:
    def test_too_long_says_how_long(self):
        form = only(forms.TextField(label="Name", max_length=10), "x" * 12)
        assert error_of(form) == "Use 10 characters or fewer. You have used 12."

    def test_a_line_end_counts_once(self):
        form = only(forms.TextAreaField(label="Story", max_length=3), "a\r\nb")
        assert form.is_valid()
        assert form.cleaned_data["answer"] == "a\nb"

    def test_every_text_field_has_a_limit(self):
        for field in (forms.TextField(), forms.TextAreaField(), forms.EmailField(), forms.PhoneField()):
            assert field.max_length

    def test_a_character_that_is_none_is_refused_in_plain_words(self):
        assert error_of(only(forms.TextField(label="Name"), "a\x00b")).startswith("Remove the character")

    @pytest.mark.parametrize("typed", ["sam@", "sam example.com", "@example.com"])
    def test_email(self, typed):
        assert "like name@example.com" in error_of(only(forms.EmailField(label="Email"), typed))

    @pytest.mark.parametrize("typed", ["07700 900123", "+48 22 123 45 67", "024 7600 0000 ext 12"])
    def test_a_number_that_can_be_dialled_is_kept_as_typed(self, typed):
        form = only(forms.PhoneField(label="Phone"), typed)
        assert form.is_valid()
        assert form.cleaned_data["answer"] == typed

    @pytest.mark.parametrize("typed", ["12", "my brother's", "0770090012345678901"])
    def test_a_number_that_cannot_be_dialled(self, typed):
        assert error_of(only(forms.PhoneField(label="Phone"), typed)).startswith("Enter a phone number")

    @pytest.mark.parametrize(("typed", "number"), [("3", 3), ("1,000", 1000), ("٣", 3), ("", None)])
    def test_a_whole_number(self, typed, number):
        form = only(forms.WholeNumberField(label="How many?", required=False), typed)
        assert form.is_valid()
        assert form.cleaned_data["answer"] == number

    @pytest.mark.parametrize("typed", ["-1", "1.5", "lots", "10000", "9" * 5000, "½"])
    def test_not_a_whole_number(self, typed):
        form = only(forms.WholeNumberField(label="How many?", max_length=6000), typed)
        assert error_of(form) == "Enter a whole number from 0 to 9,999, in figures"


class TestHealth:
    @pytest.mark.parametrize("typed", ["9990000018", "999 000 0018", "999-000-0018", " 999\u00a0000\u00a00018 "])
    def test_an_nhs_number_however_it_is_written(self, typed):
        form = only(forms.NhsNumberField(label="NHS number"), typed)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["answer"] == "9990000018"

    @pytest.mark.parametrize("typed", ["999 123 4568", "12345", "QQ 12 34 56 C", "abc", "0000000000"])
    def test_what_is_no_nhs_number(self, typed):
        assert error_of(only(forms.NhsNumberField(label="NHS number", required=False), typed))

    @pytest.mark.parametrize("typed", ["sw1a2aa", "SW1A 2AA", " s w1a 2aa"])
    def test_a_postcode(self, typed):
        form = only(forms.PostcodeField(label="Postcode"), typed)
        assert form.is_valid()
        assert form.cleaned_data["answer"] == "SW1A 2AA"

    def test_half_a_postcode(self):
        assert error_of(only(forms.PostcodeField(label="Postcode"), "SW1A")).startswith("Enter a full UK postcode")

    @pytest.mark.parametrize("field", [forms.NhsNumberField, forms.PostcodeField, forms.PhoneField, forms.EmailField])
    def test_may_be_left_empty(self, field):
        form = only(field(label="x", required=False), "")
        assert form.is_valid()
        assert form.cleaned_data["answer"] == ""


class TestChoices:
    def test_nothing_is_chosen_beforehand(self):
        assert " checked" not in str(GalleryForm())

    def test_not_known_is_an_answer_of_its_own(self):
        field = forms.YesNoField(label="Interpreter?", not_known="I am not sure")
        assert only(field, "not_known").is_valid()
        assert texts(assert_valid_html(str(only(field)["answer"])), ".nhsuk-radios__divider") == ["or"]

    def test_an_answer_nobody_offered(self):
        assert error_of(only(forms.YesNoField(label="Interpreter?"), "maybe")) == "Choose one of the answers shown"
        field = forms.SelectField(label="Council", choices=[("a", "A")])
        assert error_of(only(field, "b")) == "Choose one of the answers in the list"

    def test_none_of_these_excludes_the_others(self):
        field = forms.CheckboxesField(label="Needs", choices=[("a", "A")], none_of_these="None of these")
        assert error_of(only(field, ["a", "none"])) == ('Choose either "None of these" or the other answers, not both')
        assert only(field, ["none"]).is_valid()

    def test_the_same_answer_twice_is_one(self):
        form = only(forms.CheckboxesField(label="Needs", choices=[("a", "A")]), ["a", "a"])
        assert form.is_valid()
        assert form.cleaned_data["answer"] == ["a"]

    def test_choices_set_at_the_request(self):
        form = only(forms.RadioField(label="Who?"))
        form.fields["answer"].set_choices([("w1", "A. Worker", "On leave today")])
        assert "On leave today" in str(form["answer"])


class TestOnlyWhen:
    class Asking(forms.Form):
        interpreter = forms.YesNoField(label="Interpreter?")
        language = forms.TextField(label="Which language?", missing="Enter the language")
        dialect = forms.TextField(label="Which dialect?", required=False)

        only_when = {"language": ("interpreter", {"yes"}), "dialect": ("language", {"Kurdish"})}

    def test_asked_and_answered(self):
        form = self.Asking(posted({"interpreter": "yes", "language": "Kurdish", "dialect": "Sorani"}))
        assert form.is_valid()
        assert form.cleaned_data["dialect"] == "Sorani"

    def test_asked_and_not_answered(self):
        assert error_of(self.Asking(posted({"interpreter": "yes"})), "language") == "Enter the language"

    def test_an_abandoned_answer_is_dropped_and_so_is_what_hangs_on_it(self):
        form = self.Asking(posted({"interpreter": "no", "language": "Kurdish", "dialect": "Sorani"}))
        assert form.is_valid()
        assert form.cleaned_data == {"interpreter": "no", "language": "", "dialect": ""}

    def test_an_abandoned_answer_cannot_be_wrong(self):
        form = self.Asking(posted({"interpreter": "no", "language": "x" * 999}))
        assert form.is_valid()

    def test_one_of_several_boxes(self):
        boxes = forms.CheckboxesField(label="Needs", choices=[("other", "Other"), ("large", "Large print")])
        members = {
            "needs": boxes,
            "what": forms.TextField(label="What?"),
            "only_when": {"what": ("needs", {"other"})},
        }
        form_class = type("Boxes", (forms.Form,), members)
        assert form_class(posted({"needs": ["large"], "what": ""})).is_valid()
        assert not form_class(posted({"needs": ["large", "other"], "what": ""})).is_valid()


class TestForeign:
    """Fields of other packages' forms."""

    class SignIn(django_forms.Form):
        login = django_forms.EmailField(
            label="Email address", widget=django_forms.EmailInput({"autocomplete": "email"})
        )
        password = django_forms.CharField(label="Password", widget=django_forms.PasswordInput, help_text="15 or more")
        remember = django_forms.BooleanField(label="Remember me", required=False)
        next = django_forms.CharField(widget=django_forms.HiddenInput, required=False)

    def test_each_is_valid_and_keeps_what_was_typed(self):
        form = self.SignIn({"login": "nobody", "password": "secret", "remember": "on", "next": "/home"})
        page = Markup("").join(design_field(field) for field in form)
        document = assert_valid_html(page)
        assert [element.attrs["type"] for element in document.query("input")] == [
            "email",
            "password",
            "checkbox",
            "hidden",
        ]
        assert 'value="nobody"' in page
        assert "secret" not in page
        assert document.query("input[autocomplete=email]")
        assert document.query("input[checked]")[0].attrs["id"] == "id_remember"

    def test_the_summary_leads_to_the_fields(self):
        form = self.SignIn({"login": "nobody"})
        form.add_error(None, "Check your details")
        summary = assert_valid_html(error_summary(form))
        assert [link.attrs["href"] for link in summary.query("a")] == ["#id_login", "#id_password"]
        assert "Check your details" in texts(summary, "li")
        assert error_summary(self.SignIn()) == ""

    def test_our_own_render_themselves(self, wrong):
        assert design_field(wrong["full_name"]) == str(wrong["full_name"])
        assert error_summary(wrong) == wrong.error_summary()


class Reached(forms.Form):
    called = forms.TextField(label="Name")
    about = forms.TextAreaField(label="About")
    phone = forms.PhoneField(label="Phone")
    email = forms.EmailField(label="Email")
    postcode = forms.PostcodeField(label="Postcode")
    number = forms.NhsNumberField(label="NHS number")


def directions(**typed):
    shown = Reached(initial=typed)
    boxes = [assert_valid_html(str(shown[name])).query("input, textarea")[0] for name in Reached.base_fields]
    return {box.attrs["name"]: box.attrs["dir"] for box in boxes if "dir" in box.attrs}


def test_numbers_and_addresses_are_typed_from_left_to_right_and_words_as_they_run():
    assert directions(called="Alex", phone="024 7655 0000") == {}
    assert directions(called="فاطمہ", about="شور") == {"called": "auto", "about": "auto"}
    with translation.override("ur"):
        always = {name: "ltr" for name in ("phone", "email", "postcode", "number")}
        assert directions() == always
        assert directions(called="Alex") == always | {"called": "auto"}
