"""Rule 7: a template that does not compile, or that prints what does not exist, fails."""

from __future__ import annotations

from tests.architecture.scratch import Scratch
from tests.architecture.templates import broken


def test_every_template_compiles_and_prints_only_what_exists():
    assert broken() == []


def test_a_template_that_does_not_compile_is_found(scratch: Scratch):
    scratch.append("src/dsr/website/templates/website/page.jinja", "{% if %}")
    assert [finding.split(":")[0] for finding in scratch.findings(broken)] == ["website/page.jinja"]


def test_silent_printing_of_what_does_not_exist_is_found(scratch: Scratch):
    scratch.replace("src/dsr/core/jinja.py", '"undefined": LoudUndefined', '"undefined": ChainableUndefined')
    assert len(scratch.findings(broken)) == 4


def test_a_slip_in_a_page_fails_when_it_is_shown(scratch: Scratch):
    scratch.replace(
        "src/dsr/website/templates/website/page.jinja", "{% block content %}", "{% block content %}{{ polcy.name }}"
    )
    done = scratch.run("-m", "pytest", "tests/website/test_pages.py", "-q", "-x")
    assert "'polcy' is undefined (it was about to be printed)" in done.stdout
