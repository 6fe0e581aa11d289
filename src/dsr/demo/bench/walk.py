"""Fills in the public form as somebody would: reads each page's fields and answers them, up to the check page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from dsr.demo.bench.client import Answer, Client

START, CHECK = "/refer/", "/check/"
MOST_PAGES = 60
#: by name of the field; a question that is not here gets its most careful answer, a text box stays empty
ANSWERS: Mapping[str, str] = {
    "danger": "no",
    "who": "me",
    "helped": "no",
    "given_name": "Alex",
    "family_name": "Made-Up",
    "born_on_day": "3",
    "born_on_month": "2",
    "born_on_year": "1990",
    "lives": "address",
    "address_line_1": "1 Made-up Street",
    "town": "Coventry",
    "postcode": "CV1 2NT",
    "gp": "The Made-up Surgery",
    "learning_disability": "not_known",
    "autism": "not_known",
    "worries": "It is too loud at home and I cannot sleep.",
    "tried": "A new room",
    "helps": "Music",
    "could_help": "Somebody to talk to",
    "people": "no",
    "how_to_talk": "Short sentences",
    "formats": "standard",
    "adjustments": "more_time",
    "language": "en",
    "contact_way": "phone",
    "contact_phone": "07700 900 982",
    "contact_times": "After 10am",
    "voicemail": "no",
    "address_safe": "yes",
    "decision": "not_sure",
}


@dataclass
class PageForm:
    """A form as its page shows it: where it goes, what it holds already, what can be chosen."""

    action: str = ""
    method: str = "get"
    given: list[tuple[str, str]] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)

    def answered(self, answers: Mapping[str, str]) -> list[tuple[str, str]]:
        """Every field with its answer, as a browser sends it."""
        chosen = [(name, _chosen(answers.get(name, ""), values)) for name, values in self.offered.items()]
        typed = [(name, answers.get(name, before)) for name, before in self.typed.items()]
        return [*self.given, *typed, *chosen]


def _chosen(wanted: str, values: list[str]) -> str:
    return next((value for value in (wanted, "not_sure", "not_known", "no") if value in values), values[-1])


class _Reader(HTMLParser):
    """Collects the forms of a page and what their fields are."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.open: PageForm | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = PageForm(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.open)
        elif self.open is not None:
            self._field(self.open, tag, given)

    def _field(self, form: PageForm, tag: str, given: dict[str, str]) -> None:
        name, value, kind = given.get("name", ""), given.get("value", ""), given.get("type", "text")
        if tag == "option" and self.select:
            form.offered.setdefault(self.select, []).append(value)
        elif tag == "select":
            self.select = name
        elif not name or kind == "submit":
            return
        elif tag == "textarea":
            form.typed[name] = ""
        elif kind == "hidden":
            form.given.append((name, value))
        elif kind in ("radio", "checkbox"):
            form.offered.setdefault(name, []).append(value)
        elif tag == "input":
            form.typed[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = ""


def form_of(answer: Answer) -> PageForm:
    """The page's own form: of those that send something, the one with the most questions."""
    reader = _Reader()
    reader.feed(answer.body)
    sending = [form for form in reader.forms if form.method == "post"]
    if not sending:
        raise AssertionError(f"No form on {answer.path} ({answer.status}): {answer.body[:2000]}")
    return max(sending, key=lambda form: len(form.typed) + len(form.offered))


def fill_in(client: Client) -> str:
    """The secret of a new draft, answered page by page up to the check page, from which it can be sent.

    Raises Unanswered, and AssertionError when an answer is not taken.
    """
    answer = client.post(START, {})
    for _ in range(MOST_PAGES):
        if answer.path.endswith(CHECK):
            return answer.path.removeprefix(START).removesuffix(CHECK)
        form, before = form_of(answer), answer.path
        answer = client.post(before, form.answered(ANSWERS))
        if answer.status != 200 or answer.path == before:
            raise AssertionError(f"Stopped at {before} with {answer.status}: {answer.body[:4000]}")
    raise AssertionError(f"The form does not end: after {MOST_PAGES} pages it is at {answer.path}")


def check_path(token: str) -> str:
    return f"{START}{token}{CHECK}"
