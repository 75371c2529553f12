"""Where the registers that are measured stand: on the disk of the checkout, not in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

DATA = Path(__file__).parents[1] / "data"


@contextmanager
def folder() -> Iterator[Path]:
    """Make a folder that is gone afterwards."""
    DATA.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=DATA) as name:
        yield Path(name)
