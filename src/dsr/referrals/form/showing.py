"""Shows a page of the form in the reading of its address: the standard template or its Easy Read twin."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dsr.core import reading
from dsr.referrals.form.easy.telling import tell
from dsr.referrals.form.voice import Voice

READER = Voice(me=True, name="")


def show(request: HttpRequest, name: str, context: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """``name`` is the template's; an Easy Read one finds its words with ``tell``, spoken to who fills in the form."""
    door = (context or {}).get("door")
    voice = door.voice if door else READER
    folder = "easy" if reading.is_easy() else "public"
    shown = {"tell": partial(tell, voice=voice)} | (context or {})
    return render(request, f"referrals/{folder}/{name}.jinja", shown, status=status)
