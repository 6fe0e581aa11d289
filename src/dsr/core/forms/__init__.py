"""Form fields of the NHS design system, and the form that holds them.

A field renders itself: label, hint, error, input, exactly as the service manual has it. In a view::

    class AboutYouForm(Form):
        name = TextField(label="What is your full name?", missing="Enter your full name",
                         autocomplete="name", width=20, page_heading=True)
        born_on = DateField(label="What is your date of birth?", noun="Date of birth",
                            approximate=True, not_future=True, autocomplete="bday")
        interpreter = YesNoField(label="Do you need an interpreter?", not_known="I am not sure")
        language = TextField(label="If yes, which language?", missing="Enter the language")

        only_when = {"language": ("interpreter", {"yes"})}

    def about_you(request):
        form = AboutYouForm(request.POST or None, initial=draft.answers)
        if request.method == "POST" and form.is_valid():
            save_answers(draft=draft, answers=form.cleaned_data)
            return redirect("next-page")
        return render(request, "referrals/about_you.jinja", {"form": form})

and in the template, which extends `layouts/public.jinja` or `layouts/staff.jinja`::

    {% block content %}
      <form method="post" novalidate>
        {{ csrf_input }}
        {{ form.name }} {{ form.born_on }}        {# or all of them: {{ form }} #}
        <button class="nhsuk-button" type="submit">Continue</button>
      </form>
    {% endblock %}

The layout puts the error summary at the top and "Error: " before the title when the context has `form`.

Options of every field: `label`, `hint`, `missing` (the sentence when it is required and empty), `required`
(True unless said otherwise), `page_heading` (the label is the page's h1), `size` ("s", "m", "l", "xl"),
`hidden_label`, `initial`, `disabled`. A label changes for "me" and "them" in the form's `__init__`:
`self.fields["name"].label = ...`.

`only_when = {"language": ("interpreter", {"yes"})}`: `language` is asked only when `interpreter` has one of
these answers. When it has not, what was typed in `language` is dropped and its errors with it; when it has,
`required` holds. There is no revealing by script: put the question below with an "If yes, …" label, or on
the next page.

What was typed is never lost: a form with errors shows all of it again, a date's boxes too. `form.typed()`
gives it as JSON-safe values for a draft, and the same values are accepted back as `initial=`.

The id of a field is its name (`#name`), the boxes of a date `#born_on-day`, `-month`, `-year`. Cleaned
values: text is `str`, DateField gives `date` (with `approximate=True` a `PartialDate`) or None, RadioField,
SelectField and YesNoField the value chosen ("yes", "no", "not_known", "" when none), CheckboxesField a
list, NhsNumberField ten digits, PostcodeField "SW1A 2AA", PhoneField as typed. Filter forms set
`mark_optional = False`.

A form with a FileField is made with `files=request.FILES` as well, and its page's form element says
`enctype="multipart/form-data"`.

Forms of other packages (sign-in) are shown with `{{ design_field(form.login) }}`: see `foreign.py`.
"""

from dsr.core.forms.base import Form
from dsr.core.forms.choices import (
    NO,
    NOT_KNOWN,
    YES,
    CheckboxesField,
    RadioField,
    SelectField,
    YesNoField,
)
from dsr.core.forms.dates import DateField
from dsr.core.forms.files import FileField
from dsr.core.forms.health import NhsNumberField, PostcodeField
from dsr.core.forms.text import (
    EmailField,
    HiddenField,
    PasswordField,
    PhoneField,
    SearchField,
    TextAreaField,
    TextField,
    WholeNumberField,
)

__all__ = [
    "NO",
    "NOT_KNOWN",
    "YES",
    "CheckboxesField",
    "DateField",
    "EmailField",
    "FileField",
    "Form",
    "HiddenField",
    "NhsNumberField",
    "PasswordField",
    "PhoneField",
    "PostcodeField",
    "RadioField",
    "SearchField",
    "SelectField",
    "TextAreaField",
    "TextField",
    "WholeNumberField",
    "YesNoField",
]
