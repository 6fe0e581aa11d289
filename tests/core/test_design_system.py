"""The design system's own macros work here with the few parameters people give, though nothing may print as nothing."""

from __future__ import annotations

import pytest

from dsr.core.jinja import component
from tests.support.html import assert_valid_html

TWO = [{"text": "One", "href": "/one"}, {"text": "Two", "href": "/two"}]
MINIMAL = {
    "action-link": {"text": "Refer somebody", "href": "/refer"},
    "back-link": {"text": "Back", "href": "/"},
    "breadcrumb": {"items": TWO},
    "button": {"text": "Continue"},
    "card": {"heading": "Call 999", "type": "emergency", "html": "<p>if somebody is in danger now</p>"},
    "contents-list": {"items": TWO},
    "details": {"summaryText": "What this means", "text": "Words"},
    "error-summary": {"titleText": "There is a problem", "errorList": [{"text": "Enter a name"}]},
    "fieldset": {"legend": {"text": "Who?"}, "html": "<p>x</p>"},
    "file-upload": {"id": "file", "name": "file", "label": {"text": "Letter"}},
    "footer": {"meta": {"items": TWO}},
    "header": {"service": {"text": "Register", "href": "/"}},
    "inset-text": {"text": "Words"},
    "notification-banner": {"text": "Saved", "variant": "success"},
    "pagination": {"items": [{"number": 1, "href": "?page=1", "current": True}, {"number": 2, "href": "?page=2"}]},
    "panel": {"titleText": "Sent", "text": "Your reference"},
    "search-input": {"id": "q", "name": "q", "label": {"text": "Search"}},
    "skip-link": {"text": "Skip", "href": "#x"},
    "summary-list": {"rows": [{"key": {"text": "Name"}, "value": {"text": "Sam"}}]},
    "tag": {"text": "New"},
    "task-list": {"items": [{"title": {"text": "Person"}, "href": "/1", "status": {"text": "Completed"}}]},
    "warning-callout": {"heading": "Before you start", "text": "Words"},
}


@pytest.mark.parametrize("name", list(MINIMAL))
def test_a_component_with_few_parameters(name):
    rendered = component(name, MINIMAL[name])
    assert rendered.strip()
    if name != "skip-link":
        assert_valid_html(f"<div>{rendered}</div>")
