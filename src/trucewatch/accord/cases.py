"""The truces that Trucewatch ships, each a directory with a truce file and a process file.

A case whose data may be passed on has its daily counts beside it, in ``daily.csv``, with what is
known of them in ``daily.yaml``.
"""

from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from trucewatch.accord.process_file import read_process
from trucewatch.accord.truce_file import read_truce
from trucewatch.domain.process import Process
from trucewatch.domain.truce import Truce
from trucewatch.errors import TruceFileError

_CASES = Path(str(files("trucewatch.accord"))) / "cases"
_TRUCE, _PROCESS, _DAILY = "truce.yaml", "process.yaml", "daily.csv"


def shipped_cases() -> tuple[str, ...]:
    """Return the ids of the shipped cases.

    Returns
    -------
    tuple of str
        In alphabetical order.

    Examples
    --------
    >>> shipped_cases()
    ('doha-2020', 'donbas-2020', 'syria-2016')
    """
    return tuple(sorted(file.parent.name for file in _CASES.glob(f"*/{_TRUCE}")))


def case_file(name: str) -> Path:
    """Return the truce file of a shipped case.

    Raises
    ------
    TruceFileError
        When no case of this id is shipped.

    Examples
    --------
    >>> case_file("doha-2020").name
    'truce.yaml'
    """
    _require_shipped(name)
    return _CASES / name / _TRUCE


def process_file(name: str) -> Path:
    """Return the process file of a shipped case.

    Raises
    ------
    TruceFileError
        When no case of this id is shipped, or none with a process.

    Examples
    --------
    >>> process_file("doha-2020").name
    'process.yaml'
    """
    _require_shipped(name)
    path = _CASES / name / _PROCESS
    if not path.exists():
        raise TruceFileError(
            f"the case {name!r} is shipped without a process file",
            remedy="ask about its truce alone: trucewatch assess " + name,
        )
    return path


def shipped_daily(name: str) -> Path | None:
    """Return the file of daily counts of a case.

    Parameters
    ----------
    name
        The id of a truce.

    Returns
    -------
    pathlib.Path or None
        None where the counts may not be passed on, or the truce is no shipped case.

    Examples
    --------
    >>> shipped_daily("doha-2020") is None
    True
    """
    daily = _CASES / name / _DAILY
    return daily if name in shipped_cases() and daily.exists() else None


def find_case(name_or_path: str | Path) -> Truce:
    """Read a shipped case or a truce file of one's own.

    Parameters
    ----------
    name_or_path
        The id of a shipped case, or the path of a truce file. A shipped case goes first; write
        ``./syria-2016`` for a file of that name.

    Returns
    -------
    Truce
        As the file tells it.

    Raises
    ------
    TruceFileError
        When it is neither, or the file cannot be used.

    Examples
    --------
    >>> find_case("doha-2020").place.country
    'Afghanistan'
    """
    if str(name_or_path) in shipped_cases():
        return read_truce(case_file(str(name_or_path)))
    path = Path(name_or_path)
    names_a_file = path.suffix in (".yaml", ".yml") or len(path.parts) > 1
    if not names_a_file and not path.is_file():
        _require_shipped(str(name_or_path))
    return read_truce(path)


def find_process(name_or_path: str | Path) -> tuple[Process, Path]:
    """Read the process of a shipped case, or a process file of one's own.

    Parameters
    ----------
    name_or_path
        The id of a shipped case, or the path of a process file. A shipped case goes first.

    Returns
    -------
    tuple of Process and pathlib.Path
        And the file it was read from, beside which its truce files stand.

    Raises
    ------
    TruceFileError
        When it is neither, or the file cannot be used.

    Examples
    --------
    >>> find_process("doha-2020")[0].zone
    'Asia/Kabul'
    """
    path = find_process_file(name_or_path)
    return read_process(path), path


def find_process_file(name_or_path: str | Path) -> Path:
    """Return the process file of a shipped case, or the path as it is given.

    Raises
    ------
    TruceFileError
        When it is neither a shipped case with a process nor looks like a file.

    Examples
    --------
    >>> find_process_file("doha-2020").name
    'process.yaml'
    """
    if str(name_or_path) in shipped_cases():
        return process_file(str(name_or_path))
    path = Path(name_or_path)
    names_a_file = path.suffix in (".yaml", ".yml") or len(path.parts) > 1
    if not names_a_file and not path.is_file():
        _require_shipped(str(name_or_path))
    return path


def _require_shipped(name: str) -> None:
    """Refuse a name that is no shipped case, and say which there are."""
    cases = shipped_cases()
    if name in cases:
        return
    close = get_close_matches(name, cases, n=1)
    question = f"; did you mean {close[0]}?" if close else ""
    raise TruceFileError(
        f"no shipped case {name!r} and no file of that name",
        remedy=f"the shipped cases are {', '.join(cases)}{question}",
    )
