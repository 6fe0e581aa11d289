"""Rule 7: every template compiles, and what does not exist is never printed."""

from __future__ import annotations

from pathlib import Path

from django.template import engines
from jinja2 import TemplateError
from jinja2.exceptions import UndefinedError

import dsr

PRINTS = ("{{ nothing }}", "{{ nothing.at_all }}", "{{ 'a' ~ nothing }}", "{{ [nothing] | join }}")


def broken() -> list[str]:
    """Templates that do not compile or name one that is not there, and ways to print what does not exist."""
    environment = engines["jinja"].env
    found = []
    for folder in sorted(Path(dsr.__file__).parent.glob("*/templates")):
        for path in sorted(folder.rglob("*.jinja")):
            name = path.relative_to(folder).as_posix()
            try:
                environment.get_template(name)
            except TemplateError as error:
                found.append(f"{name}: {error}")
    return found + [f"{text} prints nothing, silently" for text in PRINTS if _prints(text)]


def _prints(text: str) -> bool:
    try:
        engines["jinja"].env.from_string(text).render()
    except UndefinedError:
        return False
    return True
