"""Forms of the pages that bring in an earlier register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dsr.core.forms import FileField, Form, RadioField, SelectField, TextAreaField, TextField
from dsr.core.forms.choices import Choice
from dsr.imports import sheets
from dsr.imports.columns import COLUMNS, LEAVE_OUT
from dsr.imports.models import Import, ImportRow

KINDS: list[Choice] = [(column.code, column.heading) for column in COLUMNS] + [(LEAVE_OUT, "Leave this column out")]
LONG = 100
ACCEPT = ".xlsx,.xls,.ods,.csv"


class UploadForm(Form):
    """The file."""

    mark_optional = False
    file = FileField(
        label="Choose your sheet",
        hint="Excel (.xlsx or .xls), OpenDocument (.ods) or CSV, up to 9 MB. Without a password.",
        missing="Choose a file",
        most=9 * 1024 * 1024,
        accept=ACCEPT,
    )


class ColumnsForm(Form):
    """What each column holds."""

    mark_optional = False

    def __init__(self, *args: Any, importing: Import, samples: Sequence[Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, heading in enumerate(importing.headings):
            told = "; ".join(text[:40] for text in samples[place])
            self.fields[f"column-{place}"] = SelectField(
                label=f"{importing.columns[place]}: {heading}"[:150],
                hint=f"For example: {told}" if told else "Empty in the first rows",
                choices=KINDS,
                initial=importing.mapping[place],
                missing=f"Say what column {importing.columns[place]} holds",
            )
            self._say_what_is_missing(f"column-{place}")

    def mapping(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]


class SheetForm(Form):
    """Which sheet of the file."""

    mark_optional = False
    name = SelectField(label="Read another sheet of this file", nothing="Choose a sheet", missing="Choose a sheet")

    def __init__(self, *args: Any, importing: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [name for name in importing.sheet_names if name[:100] != importing.sheet_name]
        self.fields["name"].set_choices([(name[:100], name) for name in others])


class RowForm(Form):
    """The cells of one row. What was found wrong stands at its cell."""

    mark_optional = False

    def __init__(self, *args: Any, importing: Import, row: ImportRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = row.texts()
        for place, heading in enumerate(importing.headings):
            if importing.mapping[place] != LEAVE_OUT:
                self.fields[f"cell-{place}"] = _cell(importing, row, place, heading, texts[place])

    def show_problems(self, row: ImportRow) -> None:
        """What the check found, at the cells it found it in."""
        self.is_valid()
        for place, words in row.problems:
            name = f"cell-{place}"
            self.add_error(name if name in self.fields else None, words)

    def texts(self, row: ImportRow) -> list[str]:
        before = row.texts()
        return [self.cleaned_data.get(f"cell-{place}", text) for place, text in enumerate(before)]


def _cell(importing: Import, row: ImportRow, place: int, heading: str, text: str) -> TextField:
    remarks = [words for at, words in row.remarks if at == place]
    changed = f"In the sheet: {row.cells[place] or 'empty'}" if str(place) in row.corrected else ""
    label = f"{heading} ({importing.columns[place]}{row.number})"
    shown = {"label": label, "hint": " ".join(filter(None, [changed, *remarks])), "required": False, "initial": text}
    if len(text) > LONG or "\n" in text:
        return TextAreaField(max_length=sheets.LONGEST_CELL, rows=4, **shown)
    return TextField(max_length=sheets.LONGEST_CELL, **shown)


class DecideForm(Form):
    """Whom a row is about."""

    mark_optional = False
    choice = RadioField(label="Who is this row about?", missing="Choose who this row is about")

    def __init__(self, *args: Any, choices: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].set_choices(choices)
