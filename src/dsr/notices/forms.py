"""Which notices the list shows."""

from __future__ import annotations

from dsr.core.forms import Form, SelectField


class ShowForm(Form):
    """What the address gets wrong falls back to those that wait."""

    mark_optional = False
    show = SelectField(
        label="Show",
        required=False,
        nothing="Those nobody has put away",
        choices=[("all", "All, with who put them away")],
    )

    def chosen(self) -> str:
        return str(self.cleaned_data["show"]) if self.is_valid() else ""
