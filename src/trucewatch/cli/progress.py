"""How far long work has come, on standard error: a bar for a person, a line for a log."""

import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

PATIENCE = 3.0
"""Seconds of work after which a log is told what is being done."""


@contextmanager
def progress(*, at_once: Collection[str] = ()) -> Iterator[Callable[[float, str], None]]:
    """Show progress while the work inside runs; the bar is gone afterwards.

    Parameters
    ----------
    at_once
        What a log is told without waiting. Where standard error is no terminal, anything else is
        told only when the work takes long, a line each time it changes.
    """
    if sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        yield _lines(at_once)


@contextmanager
def _bar() -> Iterator[Callable[[float, str], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    parts = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), Remaining())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = None

        def tell(done: float, label: str) -> None:
            nonlocal task
            if task is None:
                task = bar.add_task(label, total=1.0)
            bar.update(task, completed=done, description=label)

        yield tell


def _lines(at_once: Collection[str]) -> Callable[[float, str], None]:
    start = last = None

    def tell(done: float, label: str) -> None:
        nonlocal start, last
        start = start or time.monotonic()
        long = done < 1 and time.monotonic() - start > PATIENCE
        if label != last and (long or label in at_once):
            last = label
            print(f"trucewatch: {label}", file=sys.stderr)

    return tell
