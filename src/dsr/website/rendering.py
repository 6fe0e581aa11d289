"""One page's inner HTML, for the screen and for paper, in the language and the way of reading it is asked for.

    body(code, policy=…)                   the whole page, standard
    body(code, policy=…, reading="easy")   all its Easy Read pages one below the other
    step(code, number, policy=…)           one Easy Read page

The active language and script prefix decide words and links. No request is needed.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from markupsafe import Markup

from dsr.core.jinja import engine_environment
from dsr.core.reading import EASY, STANDARD
from dsr.policy.document import Policy
from dsr.website import content
from dsr.website.facts import cookies, facts, retention_words

#: Pages with a URL name of their own; all others stand under their code.
OWN_ADDRESS = {"start": "start", "help-now": "help_now", "understand": "understand"}


def address(code: str) -> str:
    """Where a page stands, in the language and the way of reading of the page being made. Raises KeyError."""
    content.page(code)
    return reverse(OWN_ADDRESS[code]) if code in OWN_ADDRESS else reverse("page", kwargs={"code": code})


def title(code: str, policy: Policy) -> str:
    """The page's title with the area's facts in it."""
    return gettext(content.page(code).title) % facts(policy)


def body(code: str, *, policy: Policy, reading: str = STANDARD) -> Markup:
    """The inner HTML of a whole page with its h1. Raises KeyError for a page there is not."""
    template = "website/body_easy.jinja" if reading == EASY else "website/body_standard.jinja"
    return _rendered(template, code, policy, easy_pages=content.page(code).easy)


def step(code: str, number: int, *, policy: Policy) -> Markup:
    """One Easy Read page (numbers from 1). Raises IndexError beyond the last."""
    pages = content.page(code).easy
    if not 1 <= number <= len(pages):
        raise IndexError(number)
    return _rendered("website/body_easy.jinja", code, policy, easy_pages=pages[number - 1 : number], number=number)


def _rendered(template: str, code: str, policy: Policy, **context: Any) -> Markup:
    known = facts(policy)
    return Markup(  # noqa: S704  (the template escaped it)
        engine_environment()
        .get_template(template)
        .render(
            code=code,
            page=content.page(code),
            policy=policy,
            facts=known,
            say=lambda text: gettext(text) % known,
            local=gettext,
            date_words=lambda day: date_format(day, "j F Y"),
            retention_words=retention_words,
            page_url=address,
            content_title=lambda other: title(other, policy),
            content_pages=content.pages,
            cookies=cookies(),
            **{"number": None, **context},
        )
    )
