"""The application refuses to serve with a database role that could step over the wall."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

ROLE = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname IN ('public', 'dsr') AND c.relkind = 'r' AND pg_has_role(r.oid, c.relowner, 'MEMBER'))
FROM pg_roles r WHERE r.rolname = current_user
"""


class UnsafeRole(SystemExit):
    """The database role owns tables, is a superuser or may bypass row-level security."""


def check_role() -> None:
    """Raises UnsafeRole unless the serving role owns nothing and cannot bypass or disable the wall."""
    if settings.DB_ROLE == "owner":
        raise UnsafeRole("DSR_DB_ROLE=owner is for migrations. Serve pages as the application role.")
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        name, superuser, bypass, owns = cursor.fetchone()
    if superuser or bypass or owns:
        raise UnsafeRole(
            f"The database role {name} could step over row-level security. "
            "Point DATABASE_URL at a role that owns no table and is not a superuser (see docs/settings.md)."
        )
