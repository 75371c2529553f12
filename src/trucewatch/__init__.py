"""Trucewatch: is the truce holding? Measured, with the evidence.

The public names are loaded when they are first used, so that the command line starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from trucewatch.errors import TrucewatchError as TrucewatchError

_HOMES = {
    "TrucewatchError": "trucewatch.errors",
}

__all__ = ["TrucewatchError", "__version__"]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'trucewatch' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
