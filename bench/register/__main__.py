"""Measure the register: ``python -m bench.register [PART ...]``."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack

from bench.register import flips, importing, kills, pages, verifying, writers
from tests import postgres_server


def run(parts: list[str]) -> Iterator[str]:
    """Run parts; give lines for people."""
    with ExitStack() as stack:
        urls = _urls(stack)
        both: dict[str, Callable[[str | None], str]] = {
            "writers": writers.report,
            "kills": kills.report,
            "pages": pages.report,
            "importing": importing.report,
        }
        for part in parts:
            yield f"\n### {part}\n"
            if part in both:
                yield both[part](None)
                yield both[part](next(urls)) if urls else f"PostgreSQL: {postgres_server.missing()}"
            else:
                yield from {"flips": flips.report, "verifying": verifying.run}[part]()


def _urls(stack: ExitStack) -> Iterator[str] | None:
    """Start a server where there is one; give the address of a new database each time."""
    if postgres_server.missing():
        return None
    address = stack.enter_context(postgres_server.server(durable=True))
    return (postgres_server.make_database(address, f"bench_{n}") for n in range(1_000))


PARTS = ["writers", "kills", "flips", "pages", "importing", "verifying"]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=PARTS)
    for line in run(parser.parse_args().parts or PARTS):
        print(line, flush=True)


if __name__ == "__main__":
    main()
