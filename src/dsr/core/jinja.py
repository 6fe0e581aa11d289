"""The Jinja environment every page is rendered with.

Three departures from a plain environment, each with its reason:

* A name that does not exist fails when it is *printed*. The design system's macros look up chains of
  optional parameters, so looking up and testing stays allowed; printing nothing where something was meant
  does not.
* `indent` does nothing, and the macros' attribute writer is a Python function: both only shape white space or
  repeat what Python does faster, and together they halve the time of a page of form fields.
* Only this package's own template folders are read, so that another package's template is never taken for
  ours.

Strings may be wrapped in `{% trans %}` or `_()` (a literal per cent sign is then written `%%`).
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping, MutableMapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import nhsuk_frontend_jinja
from django.apps import apps
from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from jinja2 import BaseLoader, ChainableUndefined, ChoiceLoader, DictLoader, Environment, FileSystemLoader
from jinja2.exceptions import UndefinedError
from jinja2.runtime import Undefined
from markupsafe import Markup, escape

from dsr.core import clock, languages, presenters, reading
from dsr.core.direction import ltr, ltr_attribute
from dsr.core.page_links import address
from dsr.core.pictures import picture_address
from dsr.core.template_cache import TemplateCache

DESIGN_SYSTEM = Path(nhsuk_frontend_jinja.__file__).parent / "templates"
QUICK_ATTRIBUTES = {
    "nhsuk/macros/attributes.jinja": "{% set nhsukAttributes = design_system_attributes %}",
}
#: Components that hold nothing anybody typed (those of the second row while they are empty): the same ones stand on
#: every page of a list.
KEPT = frozenset({"select"})
KEPT_EMPTY = frozenset({"input", "search-input"})
#: An `if` without `else` inside an expression is nothing on purpose; the macros join such with `~`.
EMPTY_BRANCH = "the inline if-expression"


class LoudUndefined(ChainableUndefined):
    """May be looked into and tested, never printed or joined to a string."""

    def _print(self) -> str:
        if not (self._undefined_hint or "").startswith(EMPTY_BRANCH):
            raise UndefinedError(f"{self._undefined_message} (it was about to be printed)")
        return ""

    __str__ = _print
    __html__ = _print


def design_system_attributes(attributes: object = None) -> Markup:
    """Write HTML attributes as the design system's own macro does: see its comments for the rules."""
    if isinstance(attributes, str):
        return Markup(attributes)  # noqa: S704  (written by the macros, escaped there)
    if not isinstance(attributes, Mapping):
        return Markup("")
    return Markup("").join(_attribute(name, item) for name, item in attributes.items())


def _attribute(name: str, item: object) -> Markup:
    options: Mapping[str, Any] = item if isinstance(item, Mapping) else {"value": item}
    value = options.get("value")
    if isinstance(value, Undefined):
        value = None
    if options.get("optional") is True:
        if value is None or value is False:
            return Markup("")
        if value is True:
            return Markup(" {}").format(name)
    text = _attribute_text(value, listed=options.get("type") == "array")
    quote = "'" if '"' in text else '"'
    return Markup(" {}={}{}{}").format(name, Markup(quote), text, Markup(quote))  # noqa: S704


def _attribute_text(value: object, *, listed: bool) -> Markup:
    if value is None:
        return Markup("")
    if listed and isinstance(value, list | tuple):
        text = json.dumps(value)
        for character in "<>&'":
            text = text.replace(character, f"\\u{ord(character):04x}")
        return Markup(text)  # noqa: S704  (the four characters that matter are escaped above)
    return escape(str(value).lower() if isinstance(value, bool) else value)


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page: `url('person', pid=person.public_id)`."""
    with reading.outside(name):
        return address(name, *args, **kwargs)


def html_lang() -> str:
    return languages.current().tag


def html_dir() -> str:
    return languages.current().dir


@lru_cache(maxsize=256)
def once(template: str, macro: str, *parameters: object) -> Markup:
    """A macro of ours written out once: `once("components/rating.jinja", "rating_tag", rating)`.

    Its parameters are hashable and nobody's own, and it says nothing in the reader's language: the same few stand in
    every row of a list.
    """
    return Markup(getattr(engine_environment().get_template(template).module, macro)(*parameters))  # noqa: S704


def unindented(text: object, *_args: object, **_kwargs: object) -> object:
    return text


class PageEnvironment(Environment):
    """Gives each template its globals as one dictionary: looking through a chain of two costs a tenth of a page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def _loader() -> BaseLoader:
    own = [str(Path(app.path) / "templates") for app in apps.get_app_configs() if app.name.startswith("dsr.")]
    return ChoiceLoader([DictLoader(QUICK_ATTRIBUTES), FileSystemLoader([*own, str(DESIGN_SYSTEM)])])


def environment(**options: Any) -> Environment:
    """Build the environment; Django passes the options of its template settings."""
    options |= {
        "undefined": LoudUndefined,
        "autoescape": True,
        "loader": _loader(),
        "extensions": [*options.get("extensions", []), "jinja2.ext.i18n"],
        "trim_blocks": True,
        "lstrip_blocks": True,
        "cache_size": -1,
        "bytecode_cache": TemplateCache(settings.VAR / "templates"),
    }
    env = PageEnvironment(**options)
    env.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]
    env.filters |= presenters.FILTERS | {"indent": unindented, "ltr": ltr}
    from dsr.core.forms.foreign import design_field, error_summary  # the fields render with this environment

    env.globals |= {
        "design_field": design_field,
        "error_summary": error_summary,
        "now": clock.now,
        "once": once,
        "picture_address": picture_address,
        "url": url,
        "static": static,
        "html_lang": html_lang,
        "html_dir": html_dir,
        "ltr_attribute": ltr_attribute,
        "language": languages.current,
        "offered_languages": languages.offered,
        "design_system_attributes": design_system_attributes,
    }
    return env


@cache
def engine_environment() -> Environment:
    """The environment Django's template setting built: form fields render themselves with it."""
    from django.template import engines
    from django.template.backends.jinja2 import Jinja2

    return next(engine.env for engine in engines.all() if isinstance(engine, Jinja2))


def component(name: str, parameters: Mapping[str, Any], *, macro: str | None = None) -> Markup:
    """Render one design-system component by its name there, as `component("date-input", {...})`."""
    if name in KEPT or (name in KEPT_EMPTY and not parameters.get("value") and not parameters.get("errorMessage")):
        return _kept(name, macro, html_lang(), pickle.dumps(parameters))
    return _rendered(name, parameters, macro)


@lru_cache(maxsize=256)
def _kept(name: str, macro: str | None, _language: str, parameters: bytes) -> Markup:
    return _rendered(name, pickle.loads(parameters), macro)  # noqa: S301  (pickled one line before, never stored)


def _rendered(name: str, parameters: Mapping[str, Any], macro: str | None) -> Markup:
    module = engine_environment().get_template(f"nhsuk/components/{name}/macro.jinja").module
    words = name.split("-")
    render = getattr(module, macro or words[0] + "".join(word.title() for word in words[1:]))
    return Markup(render(parameters))  # noqa: S704  (the macro escaped it)
