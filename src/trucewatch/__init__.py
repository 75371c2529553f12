"""Trucewatch: is the truce holding? Measured, with the evidence.

The public names are loaded when they are first used, so that the command line starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from trucewatch.accord.cases import find_case as find_case
    from trucewatch.accord.cases import shipped_cases as shipped_cases
    from trucewatch.accord.process_file import read_process as read_process
    from trucewatch.accord.truce_file import read_truce as read_truce
    from trucewatch.errors import TrucewatchError as TrucewatchError
    from trucewatch.estimate.counterfactual import counterfactual as counterfactual
    from trucewatch.usecases.assess import assess as assess
    from trucewatch.usecases.collect import collect as collect
    from trucewatch.usecases.endpoint import Endpoint as Endpoint
    from trucewatch.usecases.power import power as power
    from trucewatch.usecases.process import check as check
    from trucewatch.usecases.process import judge as judge
    from trucewatch.usecases.process import status as status
    from trucewatch.usecases.process import statuses as statuses
    from trucewatch.usecases.process import timeline as timeline
    from trucewatch.usecases.process import what_if as what_if
    from trucewatch.usecases.read import read as read
    from trucewatch.usecases.register import make_register as make_register
    from trucewatch.usecases.register import open_register as open_register
    from trucewatch.usecases.review import review as review
    from trucewatch.usecases.sweep import sweep as sweep
    from trucewatch.usecases.tabulate import tabulate as tabulate

_HOMES = {
    "Endpoint": "trucewatch.usecases.endpoint",
    "TrucewatchError": "trucewatch.errors",
    "assess": "trucewatch.usecases.assess",
    "check": "trucewatch.usecases.process",
    "collect": "trucewatch.usecases.collect",
    "counterfactual": "trucewatch.estimate.counterfactual",
    "find_case": "trucewatch.accord.cases",
    "make_register": "trucewatch.usecases.register",
    "open_register": "trucewatch.usecases.register",
    "judge": "trucewatch.usecases.process",
    "power": "trucewatch.usecases.power",
    "read": "trucewatch.usecases.read",
    "read_process": "trucewatch.accord.process_file",
    "read_truce": "trucewatch.accord.truce_file",
    "review": "trucewatch.usecases.review",
    "shipped_cases": "trucewatch.accord.cases",
    "status": "trucewatch.usecases.process",
    "statuses": "trucewatch.usecases.process",
    "sweep": "trucewatch.usecases.sweep",
    "tabulate": "trucewatch.usecases.tabulate",
    "timeline": "trucewatch.usecases.process",
    "what_if": "trucewatch.usecases.process",
}

__all__ = [
    "Endpoint",
    "TrucewatchError",
    "__version__",
    "assess",
    "check",
    "collect",
    "counterfactual",
    "find_case",
    "judge",
    "make_register",
    "open_register",
    "power",
    "read",
    "read_process",
    "read_truce",
    "review",
    "shipped_cases",
    "status",
    "statuses",
    "sweep",
    "tabulate",
    "timeline",
    "what_if",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'trucewatch' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
