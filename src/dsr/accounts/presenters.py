"""Words for what sign-in keeps."""

from __future__ import annotations

# The first that fits: Edge also says Chrome, Chrome also says Safari, an iPad also says Mac.
BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser(user_agent: str) -> str:
    """Such as "Firefox on Windows", from what a browser says of itself."""
    program, machine = _first(BROWSERS, user_agent), _first(MACHINES, user_agent)
    if program and machine:
        return f"{program} on {machine}"
    return program or machine or "Not known"


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in names if mark in text), "")
