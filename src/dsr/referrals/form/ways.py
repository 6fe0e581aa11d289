"""The ways on and back from a screen."""

from __future__ import annotations

from django.http import HttpRequest

from dsr.referrals.form.door import CHECK, Door
from dsr.referrals.form.journey import Screen


def is_checking(request: HttpRequest) -> bool:
    """Somebody came from the check page to change an answer."""
    return request.GET.get("from") == CHECK


def kept_query(request: HttpRequest) -> str:
    return f"?from={CHECK}" if is_checking(request) else ""


def next_url(door: Door, screen: Screen, *, checking: bool) -> str:
    """The next screen; when checking, only what a changed answer left open."""
    if not checking:
        here = door.journey.screen(screen.code)
        return door.screen_url(door.journey.after(here) if here else None)
    unfinished = door.journey.unfinished()
    return door.screen_url(unfinished[0] if unfinished else None, checking=True)


def back_href(request: HttpRequest, door: Door, screen: Screen) -> str:
    """Back to the check page when that is where one came from; else one screen back."""
    if is_checking(request):
        return door.url("check")
    before = door.journey.before(screen)
    return door.screen_url(before) if before is not None else door.url("leave")
