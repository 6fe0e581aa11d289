"""The questions staff answer about a person."""

from __future__ import annotations

from typing import Any

from dsr.core.forms import Form, HiddenField

NOBODY = "none"


class VersionedForm(Form):
    """A form that remembers which version its writer saw, so that nobody overwrites a colleague unseen.

    ``replaces`` holds the id of that version; "none" when there was none.
    """

    replaces = HiddenField(required=False)

    def saw(self, version: Any) -> None:
        """Set what the writer sees from now on, keeping everything typed."""
        seen = str(version.pk) if version is not None else NOBODY
        self.initial["replaces"] = seen
        if self.is_bound:
            self.data = self.data.copy()
            self.data["replaces"] = seen

    def seen(self, version: Any) -> bool:
        """Whether the version is the one the writer saw."""
        return self.cleaned_data["replaces"] == (str(version.pk) if version is not None else NOBODY)

    def fields_to_save(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "replaces"}
