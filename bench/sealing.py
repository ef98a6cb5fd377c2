"""One database of `bench.seal`, in a process of its own."""

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bench.measuring import side_by_side, told
from lejde.config import serve

PART = "bench"
TEXT = {"text": "as long as a message that somebody writes on a phone " * 4}


def main(visitors: int) -> None:
    serve.prepare()
    _writing()
    if visitors:
        _codes(visitors)


def _writing() -> None:
    from django.db import connection

    from lejde.vault import visitors

    session = visitors.resume(visitors.make_visitor().token)
    folder = session.create_folder()
    kind = "integer" if connection.vendor == "sqlite" else "bigint"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE plain (id {kind} PRIMARY KEY, part text, sequence integer, body text,"
            " folder bigint REFERENCES vault_folder DEFERRABLE INITIALLY DEFERRED,"
            " UNIQUE (folder, part, sequence))"
        )
    count = iter(range(1, 10**9))

    def sealed() -> None:
        session.write(folder, PART, TEXT)

    def plain() -> None:
        """The same row under the same constraints, unsealed, in SQL written by hand."""
        from django.db import transaction

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM vault_folder WHERE number = %s", [folder])
            row = cursor.fetchone()[0]
            cursor.execute(
                "SELECT max(sequence) FROM plain WHERE folder = %s AND part = 'b'", [row]
            )
            sequence = (cursor.fetchone()[0] or 0) + 1
            cursor.execute(
                "INSERT INTO plain (id, folder, part, sequence, body) VALUES (%s, %s, 'b', %s, %s)",
                [int.from_bytes(os.urandom(7)), row, sequence, str(TEXT) + str(next(count))],
            )

    unsealed, rate = side_by_side(plain, sealed)
    told("sealed acts, one a transaction", rate, "acts/s", unsealed / 2)


def _codes(count: int) -> None:
    from django.db import connections
    from nacl import pwhash

    from lejde.kernel.errors import TooBusy
    from lejde.vault import visitors

    salt = os.urandom(16)

    def bare(_: int) -> None:
        pwhash.argon2id.kdf(32, b"seventy random bits", salt, opslimit=2, memlimit=19 * 1024 * 1024)

    def patiently[T](act: Callable[[], T]) -> T:
        while True:
            try:
                return act()
            except TooBusy:
                time.sleep(0.01)

    def rate(act: Callable[[int], object], times: int) -> float:
        def once(number: int) -> object:
            try:
                return act(number)
            finally:
                connections.close_all() if number % 500 == 499 else None

        start = time.perf_counter()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(once, range(times)))
        return times / (time.perf_counter() - start)

    hashes = rate(bare, max(200, count // 10))
    codes: list[str] = []
    made = rate(
        lambda _: codes.append(patiently(lambda: visitors.make_visitor().return_code)), count
    )
    told(f"visitors made ({count})", made, "visitors/s", hashes)
    entered = rate(lambda n: patiently(lambda: visitors.sign_in(codes[n])), count)
    told(f"signed in again ({count})", entered, "visitors/s", hashes)
    print(f"{'bare Argon2id beside them':<46}{hashes:>10,.1f} hashes/s")


if __name__ == "__main__":
    main(int(sys.argv[1]))
