"""How private the fields of policy are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Area": sort(
        plain="id code name",
    ),
    "PolicyVersion": sort(
        plain="id area number effective_on document sha256 loaded_at loaded_by",
    ),
}
