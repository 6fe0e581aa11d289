"""The form, and what all fields share: each knows the design-system component it is rendered with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from markupsafe import Markup

from dsr.core.jinja import component

Parameters = dict[str, Any]


class DesignBoundField(forms.BoundField):
    """A field in a form: printing it prints the whole group, not the bare input."""

    field: DesignField

    def as_field_group(self) -> Markup:  # type: ignore[override]
        return self.field.render(self)

    __str__ = as_field_group  # type: ignore[assignment]
    __html__ = as_field_group  # type: ignore[assignment]

    @property
    def error(self) -> str:
        return str(self.errors[0]) if self.errors else ""

    @property
    def anchor(self) -> str:
        """The id the error summary jumps to."""
        return self.field.anchor(self)


class DesignField(forms.Field):
    """Mixed in before a Django field: label, hint and error in the design system's parameters."""

    component = "input"
    macro: str | None = None
    default_size: str | None = None
    empty_answer: Any = ""
    bound_field_class = DesignBoundField

    def __init__(
        self,
        *,
        hint: str = "",
        missing: str = "",
        size: str | None = None,
        page_heading: bool = False,
        hidden_label: bool = False,
        **kwargs: Any,
    ) -> None:
        self.size = size or ("l" if page_heading else self.default_size)
        self.page_heading = page_heading
        self.hidden_label = hidden_label
        self.missing = missing
        super().__init__(help_text=hint, **kwargs)

    @property
    def hint(self) -> str:
        return str(self.help_text)

    @hint.setter
    def hint(self, text: str) -> None:
        self.help_text = text

    def label_text(self, bound: forms.BoundField) -> str:
        optional = not self.required and getattr(bound.form, "mark_optional", False)
        return gettext("%(label)s (optional)") % {"label": bound.label} if optional else str(bound.label)

    def label_parameters(self, bound: forms.BoundField) -> Parameters:
        shown: Parameters = {"text": self.label_text(bound), "isPageHeading": self.page_heading}
        if self.size:
            shown["size"] = self.size
        if self.hidden_label:
            shown["classes"] = "nhsuk-u-visually-hidden"
        return shown

    def parameters(self, bound: DesignBoundField) -> Parameters:
        """What the component takes; each kind of field adds its own."""
        return self.common(bound)

    def common(self, bound: DesignBoundField) -> Parameters:
        shown: Parameters = {
            "id": bound.auto_id,
            "name": bound.html_name,
            "label": self.label_parameters(bound),
            "disabled": self.disabled,
        }
        if self.help_text:
            shown["hint"] = {"text": str(self.help_text)}
        if bound.error:
            shown["errorMessage"] = {"text": bound.error, "visuallyHiddenText": gettext("Error")}
        return shown

    def grouped(self, bound: DesignBoundField) -> Parameters:
        """The same for a group of inputs: the label becomes the legend of a fieldset."""
        shown = self.common(bound)
        shown["fieldset"] = {"legend": shown.pop("label")}
        return shown

    def render(self, bound: DesignBoundField) -> Markup:
        return component(self.component, self.parameters(bound), macro=self.macro)

    def anchor(self, bound: DesignBoundField) -> str:
        return bound.auto_id

    def missing_sentence(self, label: str) -> str:
        return str(self.missing) or gettext('Answer the question "%(label)s"') % {"label": label}


def summary_of(errors: ErrorDict, anchors: Mapping[str, str]) -> Markup:
    """The design system's error summary; an error with no anchor is said without a link."""
    listed = [
        {"text": str(message)} | ({"href": f"#{anchors[name]}"} if anchors[name] else {})
        for name, messages in errors.items()
        for message in messages
    ]
    return component("error-summary", {"titleText": gettext("There is a problem"), "errorList": listed})


class Form(forms.Form):
    """A form of design-system fields. See the package's docstring for an example."""

    use_required_attribute = False
    mark_optional = True
    #: field asked only under a condition -> (the field it depends on, the answers that ask it)
    only_when: Mapping[str, tuple[str, Collection[str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "%s")
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self._say_what_is_missing(name)

    def _say_what_is_missing(self, name: str) -> None:
        field = self.fields[name]
        if isinstance(field, DesignField):
            field.error_messages["required"] = _Missing(self, name)  # type: ignore[assignment]

    def _clean_form(self) -> None:
        for name in self.fields:
            if name in self.only_when and not self.asks(name):
                self.errors.pop(name, None)
                self.cleaned_data[name] = getattr(self.fields[name], "empty_answer", "")
        super()._clean_form()  # type: ignore[misc]

    def asks(self, name: str) -> bool:
        """Whether this question applies, given the cleaned answers before it."""
        if name not in self.only_when:
            return True
        other, answers = self.only_when[name]
        given = self.cleaned_data.get(other)
        chosen = given if isinstance(given, list) else [given]
        return any(answer in answers for answer in chosen)

    def typed(self) -> dict[str, Any]:
        """What was typed, right or wrong, as JSON-safe values that `initial=` takes back."""
        kept = {name: self[name].data for name, field in self.fields.items() if not getattr(field, "secret", False)}
        return {name: value for name, value in kept.items() if value is not None}

    def error_summary(self) -> Markup:
        """The box at the top of the page; nothing while there is nothing wrong."""
        if not self.is_bound or not self.errors:
            return Markup("")
        return summary_of(self.errors, {name: self._anchor(name) for name in self.errors})

    def _anchor(self, name: str) -> str:
        if name == NON_FIELD_ERRORS:
            return ""
        bound = self[name]
        return bound.anchor if isinstance(bound, DesignBoundField) else bound.auto_id

    def __str__(self) -> SafeString:
        return format_html_join("\n", "{}", ((field.as_field_group(),) for field in self))

    __html__ = __str__


class _Missing(Promise):
    """The "required" sentence, read when needed: the label may change after the form is made."""

    def __init__(self, form: Form, name: str) -> None:
        self.form, self.name = form, name

    def __str__(self) -> str:
        return self.form.fields[self.name].missing_sentence(str(self.form[self.name].label))  # type: ignore[attr-defined]

    def __mod__(self, _parameters: object) -> str:
        return str(self)
