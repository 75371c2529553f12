"""One byte flipped, anywhere: it must be found, and the entry named."""

import random
import sqlite3
import struct
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bench.register.fill import drafts
from bench.register.place import folder
from trucewatch.register.book import put
from trucewatch.register.found import found
from trucewatch.register.log import Writing
from trucewatch.register.place import Register
from trucewatch.register.tables import CONTENT, ENTRY, HEAD, PROJECTION
from trucewatch.register.verify import Verified, verify
from trucewatch.usecases.register_adding import add_file

NOW = datetime(2020, 6, 1, tzinfo=UTC)
TRIES = 1_000
LOG = (ENTRY.name, CONTENT.name, HEAD.name)


class Flipped(NamedTuple):
    """What became of the tries, by where the byte was."""

    tries: Counter[str]
    found: Counter[str]
    named: Counter[str]
    missed: list[str]


def make(directory: Path, *, incidents: int = 12, files: int = 4) -> Register:
    """Make a small register with everything in it."""
    register = found(directory, author="ana", now=NOW)
    who = Writing(register.signer, "ana", NOW)
    rows = list(drafts(incidents, seed=7))
    for first in range(0, len(rows), 5):
        put(register, who, lambda *_, some=rows[first : first + 5]: some)
    rng = random.Random(7)
    for n in range(files):
        path = directory / f"photo-{n}.jpg"
        path.write_bytes(rng.randbytes(3_000))
        add_file(register, path, by="ana", now=NOW)
    register.engine.dispose()
    return register


def flip_values(register: Register, *, tries: int, seed: int = 1) -> Flipped:
    """Flip a byte of a random value of a random row, or of a kept file; put it back after."""
    rng = random.Random(seed)
    out = Flipped(Counter(), Counter(), Counter(), [])
    path = register.directory / "register.sqlite"
    tables = [*LOG, *(table.name for table in PROJECTION)]
    for n in range(tries):
        where = ("log", "tables", "files")[n % 3]
        if where == "files":
            what, restore = _flip_file(register, rng)
        else:
            names = [name for name in tables if (name in LOG) == (where == "log")]
            what, restore = _flip_cell(path, names, rng)
        checked = verify(register.engine, register.files)
        register.engine.dispose()
        restore()
        _count(out, where, what, checked)
    return out


def _count(out: Flipped, where: str, what: str, checked: Verified) -> None:
    out.tries[where] += 1
    if not checked.problems:
        out.missed.append(what)
        return
    out.found[where] += 1
    seq = checked.problems[0].seq
    if 0 < seq <= checked.entries + 1:
        out.named[where] += 1
    else:
        out.missed.append(f"{what}: found, but not named: {checked.problems[0]}")


def _flip_file(register: Register, rng: random.Random) -> tuple[str, Callable[[], object]]:
    path = rng.choice(sorted(register.files.glob("??/*")))
    before = path.read_bytes()
    at = rng.randrange(len(before))
    path.chmod(0o640)
    path.write_bytes(_flipped(before, at, rng))
    return f"{path.name}, byte {at}", lambda: path.write_bytes(before)


def _flipped(data: bytes, at: int, rng: random.Random) -> bytes:
    changed = bytearray(data)
    changed[at] ^= rng.randrange(1, 256)
    return bytes(changed)


def _flip_cell(
    path: Path, names: list[str], rng: random.Random
) -> tuple[str, Callable[[], object]]:
    """Flip a byte of one value; return what was flipped, and how it is put back."""
    before = path.read_bytes()
    while True:
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA foreign_keys=OFF")
        counted = {n: connection.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in names}  # noqa: S608
        table = rng.choice([name for name, rows in counted.items() if rows])
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        row = rng.choice(connection.execute(f"SELECT rowid, * FROM {table}").fetchall())  # noqa: S608
        column = rng.choice([n for n, value in enumerate(row[1:]) if value not in (None, "")])
        changed = _changed(row[1 + column], rng)
        text = "CAST(? AS TEXT)" if isinstance(changed, bytes) else "?"
        statement = f"UPDATE OR IGNORE {table} SET {columns[column]} = {text} WHERE rowid = ?"  # noqa: S608
        done = connection.execute(statement, (changed, row[0])).rowcount
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        if done:
            what = f"{table}.{columns[column]} of row {row[0]}: {row[1 + column]!r}"
            return what, lambda: _put_back(path, before)


def _put_back(path: Path, before: bytes) -> None:
    for leftover in ("-wal", "-shm"):
        path.with_name(path.name + leftover).unlink(missing_ok=True)
    path.write_bytes(before)


def _changed(value: Any, rng: random.Random) -> Any:  # noqa: ANN401 - whatever stands in a cell
    if isinstance(value, int):
        return value ^ (rng.randrange(1, 256) << rng.choice((0, 8, 16)))
    if isinstance(value, float):
        data = struct.pack(">d", value)
        return struct.unpack(">d", _flipped(data, rng.randrange(8), rng))[0]
    data = value.encode()
    return _flipped(data, rng.randrange(len(data)), rng)


def flip_raw(register: Register, *, tries: int, seed: int = 1) -> tuple[int, int, int, list[str]]:
    """Flip a byte of SQLite's file; return tries, those that held nothing, those found, missed."""
    rng = random.Random(seed)
    path = register.directory / "register.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before, told = path.read_bytes(), _dump(path)
    empty = found_ = 0
    missed = []
    for _ in range(tries):
        at = rng.randrange(len(before))
        path.write_bytes(_flipped(before, at, rng))
        checked = verify(register.engine, register.files)
        register.engine.dispose()
        if checked.problems:
            found_ += 1
        elif _dump(path) == told:
            empty += 1
        else:
            missed.append(f"byte {at}")
        _put_back(path, before)
    return tries, empty, found_, missed


def _dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    try:
        tables = [*LOG, *(table.name for table in PROJECTION)]
        return [repr(connection.execute(f"SELECT * FROM {t}").fetchall()) for t in tables]  # noqa: S608
    except sqlite3.Error as error:
        return [str(error)]
    finally:
        connection.close()


def report() -> list[str]:
    """Return lines of a table."""
    with folder() as place:
        register = make(place / "register")
        got = flip_values(register, tries=TRIES)
        tries, empty, found_, missed = flip_raw(register, tries=TRIES)
    lines = [
        f"{where}: {got.found[where]} of {got.tries[where]} flips found, {got.named[where]} named"
        for where in got.tries
    ]
    held = tries - empty
    lines.append(
        f"SQLite's file, any byte: {found_} of the {held} found that held anything"
        f" ({empty} of {tries} hit bytes that hold nothing)"
    )
    return lines + [f"missed: {one}" for one in [*got.missed, *missed]]
