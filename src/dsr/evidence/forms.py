"""The question staff answer when they add evidence."""

from __future__ import annotations

from typing import Any

from dsr.core.forms import FileField, Form, RadioField, TextField
from dsr.evidence.files.kinds import ACCEPT, MOST_BYTES
from dsr.evidence.models import About

HINTS = {
    About.DIAGNOSIS: "For example: the report of an assessment, a letter that confirms it.",
    About.DECISION: "For example: a signed form, a letter in which somebody says what they want.",
    About.AUTHORITY: "For example: a power of attorney, a court order, a birth certificate.",
}


class AddForm(Form):
    """What it is, and the file."""

    about = RadioField(
        label="What does it show?",
        missing="Choose what it shows",
        choices=[(about.value, about.label, HINTS[about]) for about in About],
    )
    title = TextField(
        label="What is it?",
        hint="In your own words, so that colleagues find it. For example: letter from Dr Grey, May 2019.",
        missing="Say what it is",
    )
    file = FileField(
        label="Choose the file",
        hint=f"A PDF, a photo (JPEG or PNG) or a Word document (docx), smaller than {MOST_BYTES // 1024 // 1024} MB.",
        missing="Choose a file",
        most=MOST_BYTES,
        accept=ACCEPT,
    )

    def evidence(self) -> dict[str, Any]:
        """What `actions.add` takes."""
        file = self.cleaned_data["file"]
        kept = {name: self.cleaned_data[name] for name in ("about", "title")}
        return kept | {"file_name": file.name, "content": file.read()}
