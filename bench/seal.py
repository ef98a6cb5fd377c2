"""`lejde bench seal [VISITORS]`: sealed acts beside unsealed rows; codes beside Argon2id."""

import sys

from bench.measuring import house, machine, run_in
from lejde.config.postgres_for_tests import temporary_postgres

VISITORS = 5000


def main(visitors: str = str(VISITORS)) -> None:
    print(machine())
    with house() as environment:
        print("SQLite")
        run_in(environment, "bench.sealing", visitors)
    with temporary_postgres() as socket, house(
        LEJDE_DATABASE_URL=f"postgres://lejde@/main?host={socket}",
        LEJDE_KEYS_URL=f"postgres://lejde@/keys?host={socket}",
    ) as environment:  # fmt: skip
        print("PostgreSQL")
        run_in(environment, "bench.sealing", "0")


if __name__ == "__main__":
    main(*sys.argv[1:2])
