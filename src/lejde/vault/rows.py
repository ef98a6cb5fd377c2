"""Rows by plain equality, for acts that happen thousands of times: Django's query builder takes
four times as long to write such a statement as the database to answer it, and its own way of
reading a statement that is written out still twice as long.
"""

from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import Any, cast

from django.db import connections, models, router
from django.db.models.expressions import Col

type Field = models.Field[Any, Any]


def one[M: models.Model](model: type[M], *, locked: bool = False, **equal: Any) -> M | None:
    """The row whose columns equal these, or None; held until the transaction ends if `locked`."""
    return next(iter(some(model, locked=locked, **equal)), None)


def some[M: models.Model](model: type[M], *, locked: bool = False, **equal: Any) -> list[M]:
    """All such rows, in order of id. Fields are named as in the model."""
    using = router.db_for_read(model)
    connection = connections[using]
    can_lock = locked and connection.features.has_select_for_update
    values = _adapted(model, connection, equal)
    with connection.cursor() as cursor:
        cursor.execute(_selecting(model, tuple(equal), can_lock), values)
        found = cursor.fetchall()
    converters = [(at, col, _converters(col, connection)) for at, col in _kept(model, using)]
    return [_made(model, connection, converters, list(row)) for row in found]


def below[M: models.Model](model: type[M], parent: str, **equal: Any) -> list[M]:
    """As `some`, where it is the row behind a foreign key whose columns equal these; it comes
    along.
    """
    using = router.db_for_read(model)
    connection = connections[using]
    above = _parent(model, parent)
    with connection.cursor() as cursor:
        cursor.execute(
            _selecting_below(model, parent, tuple(equal)), _adapted(above, connection, equal)
        )
        found = cursor.fetchall()
    width = len(_names(model))
    made = []
    for row in found:
        one = from_kept(model, row[:width])
        setattr(one, parent, from_kept(above, row[width:]))
        made.append(one)
    return made


def from_kept[M: models.Model](model: type[M], told: Sequence[Any]) -> M:
    """A row from all its columns in their order, as the database keeps them."""
    using = router.db_for_read(model)
    connection = connections[using]
    converters = [(at, col, _converters(col, connection)) for at, col in _kept(model, using)]
    return cast("M", _made(model, connection, converters, list(told)))


def columns(model: type[models.Model], table: str) -> str:
    """All columns in their order, of a table by its name in a statement."""
    return ", ".join(f'{table}."{field.column}"' for field in model._meta.concrete_fields)


def among(
    model: type[models.Model],
    wanted: Sequence[str],
    name: str,
    values: Collection[Any],
    *,
    above: dict[str, Any] | None = None,
    **equal: Any,
) -> list[tuple[Any, ...]]:
    """Columns, as the database keeps them, of all rows in which one field is among some values,
    others are above these, and others equal these.
    """
    connection = connections[router.db_for_read(model)]
    within, given = among_these(connection, _column(model, name), values)
    beyond = above or {}
    told = _adapted(model, connection, beyond | equal)
    statement = _among(model, tuple(wanted), within, tuple(beyond), tuple(equal))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *told])
        return cast("list[tuple[Any, ...]]", cursor.fetchall())


def among_these(connection: Any, column: str, values: Collection[Any]) -> tuple[str, list[Any]]:
    """A condition and its values. PostgreSQL takes them as one, so that however many they are the
    statement is the same and planned once.
    """
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", [list(values)]
    return f"{column} IN ({', '.join(['%s'] * len(values)) or 'NULL'})", list(values)


def change(model: type[models.Model], number: int, **told: Any) -> None:
    """New values in the row of this id."""
    connection = connections[router.db_for_write(model)]
    values = [*_adapted(model, connection, told), number]
    with connection.cursor() as cursor:
        cursor.execute(_changing(model, tuple(told)), values)


def _made(model: Any, connection: Any, converters: list[Any], row: list[Any]) -> Any:
    for at, col, some in converters:
        for convert in some:
            row[at] = convert(row[at], col, connection)
    return model.from_db(connection.alias, _names(model), row)


def _adapted(model: type[models.Model], connection: Any, told: dict[str, Any]) -> list[Any]:
    return [_field(model, name).get_db_prep_save(told[name], connection) for name in told]


def _converters(col: Col, connection: Any) -> list[Any]:
    return [*connection.ops.get_db_converters(col), *col.get_db_converters(connection)]


def _column(model: type[models.Model], name: str) -> str:
    return f'"{_field(model, name).column}"'


def _field(model: type[models.Model], name: str) -> Field:
    return cast("Field", model._meta.get_field(name))


@cache
def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _kept(model: type[models.Model], using: str) -> list[tuple[int, Col]]:
    """Place and column of what the database keeps in another form: dates, truths."""
    table = model._meta.db_table
    cols = (field.get_col(table) for field in model._meta.concrete_fields)
    return [(at, col) for at, col in enumerate(cols) if _converters(col, connections[using])]


def _parent(model: type[models.Model], name: str) -> type[models.Model]:
    return cast("type[models.Model]", model._meta.get_field(name).related_model)


@cache
def _selecting_below(model: type[models.Model], parent: str, equal: tuple[str, ...]) -> str:
    above = _parent(model, parent)
    where = " AND ".join(f"above.{_column(above, name)} = %s" for name in equal)
    return " ".join((
        "SELECT", columns(model, "one") + ",", columns(above, "above"),
        "FROM", f'"{model._meta.db_table}" AS one JOIN "{above._meta.db_table}" AS above',
        f"ON above.id = one.{_column(model, parent)}", "WHERE", where, "ORDER BY one.id",
    ))  # fmt: skip


@cache
def _selecting(model: type[models.Model], columns: tuple[str, ...], locked: bool) -> str:
    # Names of our own models and columns only; every value goes to the database by itself.
    wanted = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    where = " AND ".join(f"{_column(model, name)} = %s" for name in columns)
    words = ("SELECT", wanted, "FROM", f'"{model._meta.db_table}"', "WHERE", where, "ORDER BY id")
    return " ".join(words) + " FOR UPDATE" * locked


@lru_cache
def _among(
    model: type[models.Model],
    wanted: tuple[str, ...],
    within: str,
    above: tuple[str, ...],
    equal: tuple[str, ...],
) -> str:
    where = [within, *(f"{_column(model, one)} > %s" for one in above)]
    where += [f"{_column(model, one)} = %s" for one in equal]
    told = ", ".join(_column(model, one) for one in wanted)
    table = f'"{model._meta.db_table}"'
    return " ".join(("SELECT", told, "FROM", table, "WHERE", " AND ".join(where)))


@cache
def _changing(model: type[models.Model], columns: tuple[str, ...]) -> str:
    told = ", ".join(f"{_column(model, name)} = %s" for name in columns)
    words = ("UPDATE", f'"{model._meta.db_table}"', "SET", told, "WHERE id = %s")
    return " ".join(words)
