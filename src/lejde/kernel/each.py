"""Doing something to each of many, where one that fails must keep no other."""

from collections.abc import Callable, Iterable

from lejde.kernel.errors import NotFound


def each[T](things: Iterable[T], act: Callable[[T], object]) -> None:
    """Acts on all of them, then raises the last failure. What is gone already is none."""
    failed: Exception | None = None
    for thing in things:
        try:
            act(thing)
        except NotFound:
            continue
        except Exception as error:
            failed = error
    if failed is not None:
        raise failed
