"""`lejde bench seal [VISITORS]`: sealed acts beside unsealed rows; codes beside Argon2id."""

import sys

import psycopg

from bench.measuring import house, machine, run_in
from lejde.config.postgres_for_tests import temporary_postgres

VISITORS = 5000


def main(visitors: str = str(VISITORS)) -> None:
    print(machine())
    with house() as environment:
        print("SQLite")
        run_in(environment, "bench.sealing", visitors)
    with temporary_postgres() as socket:
        with psycopg.connect(
            f"host={socket} user=lejde dbname=postgres", autocommit=True
        ) as server:
            server.execute("CREATE DATABASE main")
            server.execute("CREATE DATABASE keys")
        with house(
            LEJDE_DATABASE_URL=f"postgres://lejde@/main?host={socket}",
            LEJDE_KEYS_URL=f"postgres://lejde@/keys?host={socket}",
        ) as environment:
            print("PostgreSQL")
            run_in(environment, "bench.sealing", "0")


if __name__ == "__main__":
    main(*sys.argv[1:2])
