"""How private the fields of reporting are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Export": sort(
        identifying="terms why",
        plain="id area public_id worker organisation what form made_at expires_at",
    ),
}
