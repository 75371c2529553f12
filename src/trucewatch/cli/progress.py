"""How far long work has come, on standard error: a bar for a person, a line for a log."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress() -> Iterator[Callable[[float, str], None]]:
    """Show progress while the work inside runs; the bar is gone afterwards.

    Where standard error is no terminal, what is being done is written, a line each time it changes.
    """
    if sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        yield _lines()


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


def _lines() -> Callable[[float, str], None]:
    last = None

    def tell(done: float, label: str) -> None:
        nonlocal last
        if label != last and done < 1:
            last = label
            print(f"trucewatch: {label}", file=sys.stderr)

    return tell
