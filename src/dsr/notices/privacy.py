"""How private the fields of notices are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Dismissal": sort(plain="id area notice organisation made_at made_by"),
    "Notice": sort(sensitive="kind falls_on age", plain="id area public_id person made_at made_by"),
}
