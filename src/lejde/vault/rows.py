"""Rows by plain equality, for acts that happen thousands of times: Django's query builder takes
four times as long to write such a statement as the database to answer it.
"""

from functools import cache
from typing import Any, cast

from django.db import connections, models, router


def one[M: models.Model](model: type[M], *, locked: bool = False, **equal: Any) -> M | None:
    """The row whose columns equal these, or None; held until the transaction ends if `locked`."""
    return next(iter(some(model, locked=locked, **equal)), None)


def some[M: models.Model](model: type[M], *, locked: bool = False, **equal: Any) -> list[M]:
    """All such rows, in order of id. Fields are named as in the model."""
    using = router.db_for_read(model)
    can_lock = locked and connections[using].features.has_select_for_update
    statement = _statement(model, tuple(equal), can_lock)
    return list(model._default_manager.using(using).raw(statement, list(equal.values())))


@cache
def _statement(model: type[models.Model], columns: tuple[str, ...], locked: bool) -> str:
    # Names of our own models and columns only; every value goes to the database by itself.
    fields = (cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in columns)
    where = " AND ".join(f'"{field.column}" = %s' for field in fields)
    words = ("SELECT * FROM", f'"{model._meta.db_table}"', "WHERE", where, "ORDER BY id")
    return " ".join(words) + " FOR UPDATE" * locked
