"""The application refuses to serve with a database role that could step over the wall."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

ROLE = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname IN ('public', 'dsr') AND c.relkind = 'r' AND pg_has_role(r.oid, c.relowner, 'MEMBER'))
FROM pg_roles r WHERE r.rolname = current_user
"""

logger = logging.getLogger(__name__)


class UnsafeRole(SystemExit):
    """The database role owns tables, is a superuser or may bypass row-level security."""


def check_role(asked: BaseDatabaseWrapper | None = None) -> None:
    """Raises UnsafeRole unless the serving role owns nothing and cannot bypass or disable the wall."""
    if settings.DB_ROLE == "owner":
        raise UnsafeRole("DSR_DB_ROLE=owner is for migrations. Serve pages as the application role.")
    with (asked or connection).cursor() as cursor:
        cursor.execute(ROLE)
        name, superuser, bypass, owns = cursor.fetchone()
    if superuser or bypass or owns:
        raise UnsafeRole(
            f"The database role {name} could step over row-level security. "
            "Point DATABASE_URL at a role that owns no table and is not a superuser (see docs/settings.md)."
        )


def guard_connections() -> None:
    """Check the role now and on every connection to come: a database that is away at start is no way round.

    Raises UnsafeRole now. A server that starts before its database serves as soon as that is there.
    """
    try:
        check_role()
    except OperationalError:
        logger.warning("The database does not answer yet. Its role is checked as soon as it does.")
    connection_created.connect(_check_connection, dispatch_uid=__name__)


def _check_connection(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Django keeps a connection that a receiver only complains about: an unsafe one is closed."""
    try:
        check_role(connection)
    except UnsafeRole as error:
        connection.close()
        raise ImproperlyConfigured(str(error)) from error
