"""One page with every component on it, for the tests, for axe and for looking at. Not shipped."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.http import QueryDict
from django.template import engines

from dsr.core import forms
from dsr.core.pagination import Page
from dsr.core.presenters import PersonBanner, Rating

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Anastasia-Persephone Oluwaseunfunmi"
RED = Rating("R", "Red", "immediate risk", "red")
AMBER = Rating("A", "Amber", "at risk soon", "orange")
GREEN = Rating("G", "Green", "at risk without support", "green")
BLUE = Rating("B", "Blue", "in hospital now", "blue")
RATINGS = [RED, AMBER, GREEN, BLUE]


class GalleryForm(forms.Form):
    full_name = forms.TextField(label="Full name", hint="As on letters", missing="Enter the full name")
    worries = forms.TextAreaField(label="What worries you now?", max_length=60, missing="Say what worries you")
    email = forms.EmailField(label="Email address", required=False)
    telephone = forms.PhoneField(label="Phone number", required=False)
    password = forms.PasswordField(label="Password", required=False)
    about = forms.RadioField(
        label="Who is this about?",
        choices=[("me", "Me", "You are filling this in for yourself"), ("carer", "Someone I care for")],
        not_known="I am not sure",
        missing="Choose who this is about",
    )
    interpreter = forms.YesNoField(label="Do you need an interpreter?", missing="Say if you need an interpreter")
    language = forms.TextField(label="If yes, which language?", missing="Enter the language")
    council = forms.SelectField(label="Council", choices=[("a", "First council"), ("b", "Second council")])
    needs = forms.CheckboxesField(
        label="What helps you?",
        choices=[("easy", "Easy read"), ("large", "Large print")],
        none_of_these="None",
    )
    born_on = forms.DateField(
        label="Date of birth",
        noun="Date of birth",
        hint="For example, 14 3 2009",
        approximate=True,
        not_future=True,
    )
    nhs_number = forms.NhsNumberField(label="NHS number", required=False)
    postcode = forms.PostcodeField(label="Postcode", required=False)
    children = forms.WholeNumberField(label="How many children live there?", required=False, most=20)
    search = forms.SearchField(label="Search", hidden_label=True, required=False)
    token = forms.HiddenField(required=False)

    only_when = {"language": ("interpreter", {"yes"})}


WRONG = {
    "full_name": "",
    "worries": "Too much " * 12,
    "email": "nobody at home",
    "telephone": "12",
    "interpreter": "yes",
    "needs": ["easy", "none"],
    "born_on_day": "31",
    "born_on_month": "February",
    "born_on_year": "2009",
    "nhs_number": "999 123 4568",
    "postcode": "CV",
    "children": "many",
    "token": '"><script>',
}


def posted(values: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def context(form: forms.Form) -> dict[str, Any]:
    return {
        "form": form,
        "filters": FilterForm(posted({"rating": ["red"]})),
        "policy": SimpleNamespace(
            labels=SimpleNamespace(register_name="Dynamic Support Register"),
            area=SimpleNamespace(name="Any Area and Its Surroundings"),
        ),
        "account": {
            "name": LONG_NAME,
            "organisation": "The register team",
            "role": "Coordinator",
            "href": "/account",
        },
        "sign_out_href": "/sign-out",
        "navigation": [
            {"text": text, "href": f"/{text.lower()}", "current": text == "Register"}
            for text in ("Home", "Referrals", "Register", "Tasks", "Meetings", "Reports")
        ],
        "synthetic": True,
        "session_timeout": {
            "idle_seconds": 900,
            "keep_alive_href": "/alive",
            "signed_out_href": "/signed-out",
        },
        "footer_links": [{"text": "Accessibility statement", "href": "/accessibility"}],
        "back_href": "/back",
        "banner": PersonBanner(
            name=LONG_NAME,
            href="/people/abc",
            called="Ana",
            born="14 March 2009 (17 years old)",
            nhs_number="999\u00a0123\u00a04567",
            how_to_talk=[
                "Use short sentences.",
                "Wait ten seconds for an answer.",
                "Never phone before midday.",
            ],
            flags=["Interpreter: Polish", "No voicemail"],
            rating=RED,
        ),
        "ratings": RATINGS,
        "long_name": LONG_NAME,
        "page": Page([1], 5, 12, 298, 101, 125, QueryDict("rating=red&page=5")),
        "events": [
            {"title": "Rated Red", "at": datetime(2026, 11, 20, 16, 59, tzinfo=UTC), "by": "A. Clinician"},
            {
                "title": "Telephone contact",
                "at": date(2026, 11, 2),
                "by": "B. Coordinator",
                "body": "Spoke to Ana.\nShe wants <help>.",
                "withdrawn": "Entered in error on 3 November 2026: about somebody else",
            },
        ],
    }


class FilterForm(forms.Form):
    mark_optional = False
    name = forms.SearchField(label="Name", required=False)
    rating = forms.CheckboxesField(
        label="Rating", size="s", choices=[("red", "Red"), ("green", "Green")], required=False, small=True
    )
    overdue = forms.RadioField(
        label="Review", size="s", choices=[("all", "All"), ("overdue", "Overdue")], required=False, small=True
    )


TEMPLATE = """
{% extends "layouts/LAYOUT.jinja" %}
{% from "components/rating.jinja" import rating_tag, no_rating %}
{% from "components/status.jinja" import status_tag %}
{% from "components/counts.jinja" import count_cards, count_card %}
{% from "components/filters.jinja" import filter_panel, more_filters %}
{% from "components/table.jinja" import data_table %}
{% from "components/pagination.jinja" import showing, pagination %}
{% from "components/compare.jinja" import compare %}
{% from "components/timeline.jinja" import timeline %}
{% from "components/notices.jinja" import warning, inset, empty_state %}
{% from "components/lists.jinja" import summary_list, summary_card, task_list %}
{% from "components/actions.jinja" import post_button, link_button, print_button %}
{% block page_title %}Gallery{% endblock %}
{% block content %}
<h1 class="nhsuk-heading-l">Everything the pages are made of</h1>
{{ print_button() }}
{% call count_cards() %}
{{ count_card(2, "same-day referrals", "/referrals?same_day=yes", urgent=true) }}
{{ count_card(14, "new referrals", "/referrals?state=new", note="oldest: 4 days") }}
{{ count_card(0, "reviews overdue", "/register?review=overdue") }}
{% endcall %}
{% call filter_panel(active=1, clear_href="/register") %}
{{ filters.name }} {{ filters.rating }}
{% call more_filters(active=true) %}{{ filters.overdue }}{% endcall %}
{% endcall %}
{{ showing(page, "person", "people") }}
{% set rows = [] %}
{% for rating in ratings %}
{% set _ = rows.append([long_name, rating_tag(rating), status_tag("On the register", "green"), loop.index]) %}
{% endfor %}
{% set _ = rows.append(["Sam Example", no_rating(), status_tag("Needs consent", "yellow"), 0]) %}
{% set columns = ["Name", "Rating", "Status", {"text": "Days overdue", "number": true}] %}
{{ data_table("People on the register", columns, rows) }}
{{ pagination(page) }}
{{ compare("The referral", "The person on record", [
  {"label": "Name", "left": long_name, "right": long_name},
  {"label": "Date of birth", "left": "14 March 2009", "right": "14 May 2009"},
  {"label": "NHS number", "left": "", "right": "999 123 4567", "verdict": "Not given in the referral"}]) }}
<h2 class="nhsuk-heading-m">What happened</h2>
{{ timeline(events) }}
{% call warning("Nobody has this referral") %}<p>Take it, or give it to somebody.</p>{% endcall %}
{% call inset() %}<p>Received Friday 20 November 2026.</p>{% endcall %}
{{ empty_state("There are no referrals with these filters.", "/referrals", "See all referrals") }}
{{ summary_card("About the person", [
  {"key": "Name", "value": long_name, "href": "/change", "change": "name"}, {"key": "Phone", "value": ""}]) }}
{{ task_list([
  {"text": "The person", "href": "/1", "status": "Completed", "done": true},
  {"text": "Decisions and capacity", "href": "/2", "status": "Incomplete", "colour": "blue",
   "hint": "About 5 minutes"},
  {"text": "Send", "href": "", "status": "Cannot start yet"}]) }}
<div class="dsr-actions">
{{ link_button("Record a contact", "/contact") }}
{{ post_button("Take this referral", "/take", "", kind="secondary") }}
{{ post_button("Withdraw", "/withdraw", "", kind="warning") }}
{{ post_button("Remove", "/remove", "", kind="link", about="the contact") }}
</div>
<form method="post" novalidate>
{{ form }}
<button class="nhsuk-button" type="submit" data-module="nhsuk-button">Continue</button>
</form>
{% endblock %}
"""


def render(layout: str = "staff", *, wrong: bool = True) -> str:
    form = GalleryForm(posted(WRONG)) if wrong else GalleryForm()
    env = engines["jinja"].env
    return env.from_string(TEMPLATE.replace("LAYOUT", layout)).render(context(form))
