"""Queries that stand on every page: written as SQL once, afterwards only their values change.

Building a queryset and writing its SQL costs several times what PostgreSQL needs to answer it. A `Prepared` query
does both once for each shape, with marks in the place of the values, and then puts the values of each call where
the marks were. What is the same at every call stands in the SQL itself, so that PostgreSQL can tell that an index of
part of a table will do, whatever the values are. What comes back are the same rows as from the queryset itself (a test
holds them side by side).

PostgreSQL plans a statement anew for the values of each call where it takes that plan for the better one. Behind the
wall planning may take longer than the answer: a query with ``one_plan`` is planned once for all values.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model)

#: Values nobody has: their places in the parameters are the places of the call's own values.
MARKED_NUMBER = 7_000_000_000_000_000_000
MARKED_DAY = date(9000, 1, 1)
#: Shapes of one query: page numbers are among them, so that somebody who asks for every page must not fill the memory.
MOST_KEPT = 500


class UnmarkedValue(TypeError):
    """A value whose place in the statement cannot be told."""


def mark(number: int, value: object) -> object:
    """A value of the same kind that stands for the call's own. Raises UnmarkedValue for other kinds."""
    match value:
        case bool():
            raise UnmarkedValue("Whether something holds changes the query: make it part of the shape.")
        case int():
            return MARKED_NUMBER + number
        case str():
            return f"\x02{number}\x03"
        case datetime():
            return datetime.combine(MARKED_DAY, time(), UTC) + timedelta(days=number)
        case date():
            return MARKED_DAY + timedelta(days=number)
        case list():
            return [mark(number, value[0] if value else 0)]
    raise UnmarkedValue(f"{type(value).__name__} cannot be marked.")


def among(name: str, numbers: list[int]) -> Func:
    """A condition: the field holds one of the numbers. One value however many there are, unlike ``__in``."""
    return Func(
        F(name),
        Value(numbers, output_field=ArrayField(BigIntegerField())),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def literal(value: object) -> str | None:
    """A constant as SQL that is run with parameters; None for what is better left to one."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(int(value))
        case str() if "\\" not in value:
            return "'" + str(value).replace("'", "''").replace("%", "%%") + "'"
    return None


def with_constants(sql: str, parameters: Sequence[object], marks: Collection[object]) -> tuple[str, tuple[object, ...]]:
    """The SQL with what is no mark written into it, and the parameters that are left."""
    left: list[object] = []
    waiting = iter(parameters)

    def written(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return "%%"
        value = next(waiting)
        constant = None if value in marks else literal(value)
        if constant is None:
            left.append(value)
        return constant or "%s"

    return re.sub("%[%s]", written, sql), tuple(left)


class _Statement:
    """One shape: the compiler with its SQL, and where each value goes."""

    def __init__(self, compiler: SQLCompiler, marks: dict[str, object]) -> None:
        self.compiler = compiler
        sql, parameters = compiler.as_sql()
        self.sql, self.parameters = with_constants(str(sql), parameters, marks.values())
        self.places = {name: [n for n, p in enumerate(self.parameters) if p == own] for name, own in marks.items()}
        self.converters = compiler.get_converters([expression for expression, _, _ in compiler.select])
        missing = [name for name, places in self.places.items() if not places]
        if missing:
            raise UnmarkedValue(f"The query does not use {', '.join(missing)} as it is given.")

    def bound(self, values: dict[str, object]) -> SQLCompiler:
        """The compiler with the call's values; the kept one stays as it is, for other threads too."""
        parameters: list[Any] = list(self.parameters)
        for name, places in self.places.items():
            for place in places:
                parameters[place] = values[name]
        compiler = copy.copy(self.compiler)
        compiler.as_sql = lambda *_, **__: (self.sql, tuple(parameters))  # type: ignore[method-assign]
        compiler.get_converters = lambda *_, **__: self.converters  # type: ignore[method-assign]
        return compiler


class _Bound:
    """The query of one call: the pattern's own, with the call's compiler."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self.compiler = compiler

    def get_compiler(self, **_: object) -> SQLCompiler:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.compiler.query, name)


class _Rows(QuerySet[Any]):
    """The rows of one call."""

    ordered = True

    def __init__(self, pattern: QuerySet[Any], compiler: SQLCompiler) -> None:
        super().__init__(pattern.model, query=_Bound(compiler))  # type: ignore[arg-type]
        self._iterable_class = pattern._iterable_class  # type: ignore[attr-defined]
        self.ordered = pattern.ordered


@contextmanager
def _planning(mode: str) -> Iterator[None]:
    """How PostgreSQL plans meanwhile. After an error the rollback takes it back; no transaction, no effect."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL plan_cache_mode = {mode}")
        yield
        cursor.execute("SET LOCAL plan_cache_mode = auto")


class Prepared(Generic[Row]):
    """``build(*shape, **values)`` makes the queryset: the shape, and which values there are, changes the SQL.

    A value stands in the query as it is given (no sum of it, no part of it); ``None`` belongs to the shape.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], *, one_plan: bool = False) -> None:
        self.build, self.one_plan = build, one_plan
        self.kept: dict[tuple[Hashable, ...], tuple[QuerySet[Row], _Statement]] = {}

    def __call__(self, *shape: Hashable, **values: Any) -> list[Row]:
        """The rows."""
        pattern, statement = self.kept.get((*shape, *values)) or self._write(shape, values)
        with _planning("force_generic_plan") if self.one_plan else nullcontext():
            return list(_Rows(pattern, statement.bound(values)))

    def first(self, *shape: Hashable, **values: Any) -> Row | None:
        """The first row; the query asks for one."""
        return next(iter(self(*shape, **values)), None)

    def _write(self, shape: tuple[Hashable, ...], values: dict[str, Any]) -> tuple[QuerySet[Row], _Statement]:
        marks = {name: mark(number, value) for number, (name, value) in enumerate(values.items())}
        pattern = self.build(*shape, **marks)
        statement = _Statement(pattern.query.get_compiler(connection=connection), marks)
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()
        self.kept[(*shape, *values)] = (pattern, statement)
        return pattern, statement
