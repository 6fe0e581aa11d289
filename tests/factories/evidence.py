"""Evidence as staff add it."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import Any

from PIL import Image

from dsr.accounts.actor import Actor
from dsr.evidence import actions
from dsr.evidence.models import Evidence

_number = count(1)


def photo() -> bytes:
    """A small photo, another one each time."""
    number = next(_number)
    file = BytesIO()
    Image.new("RGB", (20, 10), (number % 256, number // 256 % 256, 7)).save(file, format="PNG")
    return file.getvalue()


def make_evidence(by: Actor, **fields: Any) -> Evidence:
    """A photo of a letter, beside a ``person`` or a ``referral_id``. Needs the actor's scope, or a job's."""
    given = {"about": "diagnosis", "title": "Letter from Dr Grey", "file_name": "letter.png"} | fields
    return actions.add(area_id=by.area_id, by=by, **({"content": photo()} | given))
