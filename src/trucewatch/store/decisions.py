"""What a person decided of proposals: a plain file of JSON lines that is only ever added to.

One line a decision, and one for each that was written down in the register or the process file. The
last line about a proposal counts. A line that was cut off by a kill is passed over.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from trucewatch.domain.reading import Span
from trucewatch.domain.review import Decision, Entered, Fate, Key
from trucewatch.errors import StoreError
from trucewatch.words import clean

MOST_BYTES = 50_000_000


class Decisions:
    """The decisions that stand in a file.

    Parameters
    ----------
    path
        Of the file; made with the first decision. None keeps them in memory alone.

    Raises
    ------
    StoreError
        When it cannot be read, or a whole line of it is no decision.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.made: dict[Key, Decision] = {}
        self.entered: dict[Key, Entered] = {}
        self._whole = True
        for number, line in enumerate(self._lines(), 1):
            try:
                told = json.loads(line)
            except ValueError:
                if line.startswith(b"{"):
                    continue
                told = None
            try:
                self._take(_read(told))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise StoreError(
                    "is no line of decisions",
                    where=f"{path}, line {number}",
                    remedy="name another file with --decisions",
                ) from error

    def _lines(self) -> list[bytes]:
        if self.path is None:
            return []
        try:
            with self.path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreError(f"cannot be read: {error.strerror}", where=str(self.path)) from error
        if len(data) > MOST_BYTES:
            raise StoreError(f"is larger than {MOST_BYTES:,} bytes", where=str(self.path))
        self._whole = not data or data.endswith(b"\n")
        return [line for line in data.split(b"\n") if line]

    def _take(self, line: Decision | Entered) -> None:
        if isinstance(line, Entered):
            self.entered[line.key] = line
        else:
            self.made[line.key] = line

    def add(self, line: Decision | Entered, **beside: Any) -> None:  # noqa: ANN401 - as JSON holds
        """Write one line down; it is on the disk when this returns.

        Parameters
        ----------
        line
            What was decided, or written down.
        **beside
            What else is told of it, such as the proposal as it was.

        Raises
        ------
        StoreError
            When it cannot be written.
        """
        if self.path is not None:
            text = json.dumps({**_line(line), **beside}, allow_nan=False, ensure_ascii=False)
            self._append(("" if self._whole else "\n") + text + "\n")
        self._take(line)

    def _append(self, text: str) -> None:
        assert self.path is not None  # noqa: S101 - the caller has seen to it
        data = text.encode("utf-8", "backslashreplace")
        try:
            with self.path.open("ab", buffering=0) as file:
                self._whole = False
                if file.write(data) != len(data):
                    raise OSError(28, "No space left on device")
                os.fsync(file.fileno())
                self._whole = True
        except OSError as error:
            raise StoreError(
                f"the decision cannot be written: {error.strerror}",
                where=str(self.path),
                remedy="free some space, or name another file with --decisions",
            ) from error


def _line(line: Decision | Entered) -> dict[str, Any]:
    key = {
        "report": line.key.report,
        "span": [line.key.span.start, line.key.span.end],
        "kind": line.key.kind,
        "rule": line.key.rule,
        "nth": line.key.nth,
    }
    told = {name: value for name, value in asdict(line).items() if name != "key" and value}
    told["at"] = line.at.isoformat(timespec="seconds")
    return {**key, **told}


def _read(line: Mapping[str, Any]) -> Decision | Entered:
    start, end = line["span"]
    nth = int(line.get("nth", 0))
    key = Key(line["report"], Span(int(start), int(end)), line["kind"], line["rule"], nth)
    at = datetime.fromisoformat(line["at"])
    by = clean(line["by"])
    if "fate" not in line:
        return Entered(key, clean(line["room"]), clean(line["id"]), by, at)
    changes = {clean(name): clean(value) for name, value in line.get("changes", {}).items()}
    reason = line.get("reason")
    return Decision(key, Fate(line["fate"]), by, at, clean(reason) if reason else None, changes)
