"""After a migration, as the owner: tell the database the signing key and give the application its grants."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from dsr.core.scope import pads

KEY = """
INSERT INTO dsr.scope_key (id, inner_pad, outer_pad, lifetime) VALUES (1, %s, %s, %s::interval)
ON CONFLICT (id) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad,
    lifetime = excluded.lifetime
"""
GRANTS = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};
"""
APPEND_ONLY = """
SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_append\\_only'
"""


class Command(BaseCommand):
    """Run by the launcher after ``migrate``; safe to run again."""

    help = "Store the scope key and grant the application role what it needs (run as the owner)."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--role", default="dsr_app", help="the application's database role")
        parser.add_argument("--lifetime", default="1 hour", help="how long a scope ticket holds")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        inner, outer = pads(settings.SCOPE_KEY)
        with connection.cursor() as cursor:
            role = connection.ops.quote_name(options["role"])
            cursor.execute(KEY, [inner, outer, options["lifetime"]])
            cursor.execute(GRANTS.format(role=role))
            cursor.execute(APPEND_ONLY)
            for (table,) in cursor.fetchall():
                cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
