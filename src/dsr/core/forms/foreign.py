"""Forms of other packages (sign-in, second factor) in the design system's clothes.

In a template `{{ design_field(form.login) }}` and `{{ error_summary(form) }}` take any Django form; our own fields
and forms render themselves.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from markupsafe import Markup

from dsr.core.forms.base import DesignBoundField, Form, Parameters, summary_of
from dsr.core.jinja import component

KINDS: dict[type[forms.Widget], str] = {forms.EmailInput: "email", forms.NumberInput: "number", forms.URLInput: "url"}


def error_summary(form: forms.BaseForm) -> Markup:
    """The box at the top of the page, for any form; nothing while there is nothing wrong."""
    if isinstance(form, Form):
        return form.error_summary()
    if not form.is_bound or not form.errors:
        return Markup("")
    anchors = {name: "" if name == NON_FIELD_ERRORS else form[name].auto_id for name in form.errors}
    return summary_of(form.errors, anchors)


def design_field(bound: forms.BoundField, **options: Any) -> Markup:
    """One field of any form. `options` are the component's parameters (`label`, `hint`, `autocomplete`, `width`)."""
    if isinstance(bound, DesignBoundField):
        return bound.as_field_group()
    widget = bound.field.widget
    if widget.is_hidden:
        return Markup(bound.as_hidden())  # noqa: S704  (Django escaped it)
    if isinstance(widget, forms.CheckboxInput):
        return component("checkboxes", _checkbox(bound) | options)
    if isinstance(widget, forms.PasswordInput):
        return component("password-input", _common(bound) | _autocomplete(widget) | options)
    value = bound.value()
    shown = _common(bound) | _autocomplete(widget) | {"type": _kind(widget)}
    return component("input", shown | ({} if value is None else {"value": str(value)}) | options)


def _kind(widget: forms.Widget) -> str:
    return KINDS.get(type(widget), "text")


def _autocomplete(widget: forms.Widget) -> Parameters:
    kept = ("autocomplete", "inputmode")
    return {name: widget.attrs[name] for name in kept if name in widget.attrs}


def _common(bound: forms.BoundField) -> Parameters:
    shown: Parameters = {"id": bound.auto_id, "name": bound.html_name, "label": {"text": str(bound.label)}}
    if bound.help_text:
        shown["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        shown["errorMessage"] = {"text": bound.errors[0]}
    return shown


def _checkbox(bound: forms.BoundField) -> Parameters:
    item = {"value": "on", "text": str(bound.label), "checked": bool(bound.value())}
    shown = _common(bound) | {"idPrefix": bound.auto_id, "items": [item]}
    return {name: value for name, value in shown.items() if name not in ("id", "label")}
