"""Migration operations for what only the database can promise: row-level security, append-only, guarded moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.migrations import RunSQL

JOB = "WHEN 'job' THEN area_id = (SELECT dsr.scope_area())"
TEAM = "(SELECT dsr.scope_is_team()) AND area_id = (SELECT dsr.scope_area())"


def by_kind(*, staff: str, public: str = "false") -> str:
    """A policy expression: what staff may touch, what the holder of a secret link may, and a job's whole area."""
    return (
        f"CASE (SELECT dsr.scope_kind()) WHEN 'staff' THEN ({staff}) WHEN 'public' THEN ({public}) {JOB} ELSE false END"
    )


def sees_person(levels: Iterable[str], column: str = "person_id") -> str:
    """Staff see rows of the people their organisation is involved with at one of the levels."""
    wanted = ", ".join(f"'{level}'" for level in levels)
    return (
        f"area_id = (SELECT dsr.scope_area()) AND dsr.sees_person({column}, "
        f"(SELECT dsr.scope_organisation()), (SELECT dsr.scope_at()), ARRAY[{wanted}])"
    )


class RowSecurity(RunSQL):
    """Switch row-level security on for a table with one policy for reading and one for writing."""

    def __init__(self, table: str, *, read: str, write: str | None = None) -> None:
        write = write or read
        forward = f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read});
        CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({write});
        CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({write}) WITH CHECK ({write});
        CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({write});
        """
        backward = "".join(f"DROP POLICY {table}_{verb} ON {table};" for verb in ("read", "insert", "update", "delete"))
        super().__init__(forward, backward + f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;")


class OwnRows(RunSQL):
    """Lets the person's own view, and nobody else's, reach a table: one policy more beside those of the others.

    ``power`` is what the key must be allowed; ``only`` narrows what is shown; ``writes`` are the verbs it may use.
    """

    def __init__(
        self, table: str, *, column: str = "person_id", power: str = "", only: str = "", writes: Iterable[str] = (),
        write_power: str = "",
    ) -> None:  # fmt: skip
        read = _own(column, power, only)
        write = _own(column, write_power or power, "")
        parts = [f"CREATE POLICY {table}_own_read ON {table} FOR SELECT USING ({read});"]
        verbs = list(writes)
        if "INSERT" in verbs:
            parts.append(f"CREATE POLICY {table}_own_insert ON {table} FOR INSERT WITH CHECK ({write});")
        if "UPDATE" in verbs:
            parts.append(
                f"CREATE POLICY {table}_own_update ON {table} FOR UPDATE USING ({write}) WITH CHECK ({write});"
            )
        names = ["read", *(verb.lower() for verb in verbs)]
        super().__init__("".join(parts), "".join(f"DROP POLICY {table}_own_{name} ON {table};" for name in names))


def _own(column: str, power: str, only: str) -> str:
    """The scope's one person; with what the key must be allowed, and what is shown of it."""
    parts = [f"{column} = (SELECT dsr.scope_person())"]
    parts += [f"(SELECT dsr.scope_has_role('{power}'))"] if power else []
    parts += [f"({only})"] if only else []
    return " AND ".join(parts)


class AppendOnly(RunSQL):
    """Rows are added, never changed or removed: refused for every role, the owner's slips included."""

    def __init__(self, table: str) -> None:
        forward = f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION dsr.refuse_change();
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION dsr.refuse_change();
        """
        backward = f"DROP TRIGGER {table}_append_only ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"
        super().__init__(forward, backward)


class NeverDeleted(RunSQL):
    """Rows may change but never go, and the named columns never change once they are written."""

    def __init__(self, table: str, *, fixed: Iterable[str] = ()) -> None:
        parts = [
            f"CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION dsr.refuse_change();"
        ]
        backward = [f"DROP TRIGGER {table}_never_deleted ON {table};"]
        for column in fixed:
            parts.append(
                f"CREATE TRIGGER {table}_{column}_fixed BEFORE UPDATE OF {column} ON {table} FOR EACH ROW"
                f" WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION dsr.refuse_change();"
            )
            backward.append(f"DROP TRIGGER {table}_{column}_fixed ON {table};")
        super().__init__("\n".join(parts), "\n".join(backward))


class WrittenOnce(RunSQL):
    """Columns that start empty and, once written, never change (an ending, a withdrawal, a completion)."""

    def __init__(self, table: str, *columns: str) -> None:
        parts = [
            f"CREATE TRIGGER {table}_{c}_once BEFORE UPDATE OF {c} ON {table} FOR EACH ROW"
            f" WHEN (OLD.{c} IS NOT NULL AND OLD.{c} IS DISTINCT FROM NEW.{c}) EXECUTE FUNCTION dsr.refuse_change();"
            for c in columns
        ]
        super().__init__("\n".join(parts), "\n".join(f"DROP TRIGGER {table}_{c}_once ON {table};" for c in columns))


def moves_array(moves: Mapping[str, Iterable[str]]) -> str:
    """The allowed moves as ``from>to`` words, sorted, for the guard and for the test that compares them."""
    return ",".join(sorted(f"{a}>{b}" for a, targets in moves.items() for b in targets))


class GuardedMoves(RunSQL):
    """The database refuses a state change that the table of moves does not list."""

    def __init__(self, table: str, moves: str, column: str = "state") -> None:
        forward = f"""
        CREATE TRIGGER {table}_{column}_moves BEFORE UPDATE OF {column} ON {table} FOR EACH ROW
            WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION dsr.guard_move('{column}', '{moves}');
        """
        super().__init__(forward, f"DROP TRIGGER {table}_{column}_moves ON {table};")
