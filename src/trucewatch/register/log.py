"""The log: entries are appended to it, and never changed."""

import json
from collections.abc import Callable, Generator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, insert, select, update

from trucewatch.domain.entry import Draft, Entry, EntryKind
from trucewatch.domain.label import Label
from trucewatch.errors import DamageError, RegisterError
from trucewatch.register.canonical import canonical, read_time, time_text
from trucewatch.register.keys import Signer, is_signed
from trucewatch.register.links import Content, Line, header, linked, sealed, signed_text
from trucewatch.register.projection import Told, told
from trucewatch.register.tables import CONTENT, ENTRY, HEAD, KEY

CLOCKS_DIFFER = timedelta(minutes=5)
"""Two writers' clocks may differ by so much; more, and one of them is wrong."""

Propose = Callable[[Connection, int], Sequence[Draft]]
"""Looks at the register as it is and returns what to put down, given the next number."""


class Head(NamedTuple):
    """Where the log ends."""

    seq: int
    hash: str
    signature: str | None
    recorded: str | None


class Writing(NamedTuple):
    """Who puts something down, when, and with which key."""

    signer: Signer
    author: str
    now: datetime


def hold_head(connection: Connection) -> Head:
    """Return the head and hold it until the transaction ends; its signature is checked.

    Raises
    ------
    RegisterError
        When the register was moved to another database.
    DamageError
        When the log does not end where the head says, or its end is not signed.
    """
    query = select(HEAD.c.seq, HEAD.c.hash).where(HEAD.c.id == 1).with_for_update()
    held = connection.execute(query).one_or_none()
    if held is None:
        raise RegisterError(
            "the register was moved away from this database",
            remedy="open its directory again: the settings name the new place",
        )
    if held.seq == 0:
        return Head(0, held.hash, None, None)
    ends = select(ENTRY.c.hash, ENTRY.c.signature, ENTRY.c.key, ENTRY.c.recorded)
    last = connection.execute(ends.where(ENTRY.c.seq == held.seq)).one_or_none()
    sound = last is not None and last.hash == held.hash and last.signature
    if not sound or last is None or not is_signed(last.key, last.signature, signed_text(last.hash)):
        raise DamageError(
            f"entry {held.seq}, the last of the log, is not the one that was signed",
            remedy="run: trucewatch register verify",
        )
    return Head(held.seq, held.hash, last.signature, last.recorded)


def append(
    connection: Connection, writing: Writing, drafts: Sequence[Draft], head: Head
) -> list[tuple[Line, Content]]:
    """Hang entries on the head, sign the last of them, and insert all.

    Parameters
    ----------
    connection
        In a transaction that holds the head.
    writing
        Who writes.
    drafts
        At least one.
    head
        As :func:`hold_head` gave it.

    Raises
    ------
    RegisterError
        When the key is none of this register, or the clock runs behind the last entry.
    """
    _require_key(connection, writing.signer, head)
    recorded = _recorded(writing.now, head)
    made = []
    before, signature = head.hash, head.signature
    for seq, draft in enumerate(drafts, head.seq + 1):
        line, content = _line(seq, draft, writing, recorded)
        line = line._replace(hash=linked(before, signature, header(line)))
        before, signature = line.hash, None
        made.append((line, content))
    last, content = made[-1]
    signed = last._replace(signature=writing.signer.sign(signed_text(last.hash)))
    made[-1] = (signed, content)
    connection.execute(insert(ENTRY), [line._asdict() for line, _ in made])
    connection.execute(insert(CONTENT), [content._asdict() for _, content in made])
    connection.execute(update(HEAD).values(seq=signed.seq, hash=signed.hash))
    return made


def _require_key(connection: Connection, signer: Signer, head: Head) -> None:
    if head.seq == 0:
        return
    if connection.scalar(select(func.count()).where(KEY.c.id == signer.id)) == 0:
        raise RegisterError(
            f"the key {signer.id[:16]} is none of this register",
            remedy="name the key file that was made for it with --key",
        )


def _recorded(now: datetime, head: Head) -> str:
    """Return the time to write down: never before the last entry's."""
    text = time_text(now)
    if head.recorded is None or text >= head.recorded:
        return text
    if now >= read_time(head.recorded) - CLOCKS_DIFFER:
        return head.recorded
    raise RegisterError(
        f"the clock says {text}, but the last entry was recorded at {head.recorded}",
        remedy="set the clock of this machine, or of the one that wrote last",
    )


def _line(seq: int, draft: Draft, writing: Writing, recorded: str) -> tuple[Line, Content]:
    content, digest = sealed(seq, canonical(draft.content))
    line = Line(
        seq=seq,
        kind=draft.kind.value,
        subject=draft.subject,
        author=writing.author,
        key=writing.signer.id,
        recorded=recorded,
        world=time_text(draft.world) if draft.world else None,
        label=draft.label.value,
        facts=canonical(draft.facts),
        digest=digest,
        hash="",
        signature=None,
    )
    return line, content


def told_of(line: Line, content: Content) -> Told:
    """Return an entry as the projection reads it."""
    return told((*_shown(line), line.facts, content.body))


def _shown(line: Line) -> tuple[Any, ...]:
    return (line.seq, line.kind, line.subject, line.recorded, line.world, line.label)


TOLD = select(
    ENTRY.c.seq,
    ENTRY.c.kind,
    ENTRY.c.subject,
    ENTRY.c.recorded,
    ENTRY.c.world,
    ENTRY.c.label,
    ENTRY.c.facts,
    CONTENT.c.body,
).select_from(ENTRY.outerjoin(CONTENT, CONTENT.c.seq == ENTRY.c.seq))
"""All entries, as :func:`told` reads them."""

_ENTRIES = TOLD.add_columns(ENTRY.c.author, ENTRY.c.hash)


def read_told(connection: Connection, query: Select[Any] | None = None) -> Generator[Told]:
    """Read entries for the projection, in order, a batch at a time."""
    found = (TOLD if query is None else query).order_by(ENTRY.c.seq)
    with connection.execute(found, execution_options={"yield_per": 5_000}) as streamed:
        for row in streamed:
            yield told(tuple(row))


def entries(connection: Connection, *wanted: ColumnElement[bool]) -> tuple[Entry, ...]:
    """Return the entries that meet all conditions, in order."""
    rows = connection.execute(_ENTRIES.where(*wanted).order_by(ENTRY.c.seq))
    return tuple(_entry(tuple(row)) for row in rows)


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, kind, subject, recorded, world, label, facts, body, author, hashed = row
    return Entry(
        seq=seq,
        kind=EntryKind(kind),
        subject=subject,
        author=author,
        recorded=read_time(recorded),
        world=read_time(world) if world else None,
        label=Label(label),
        facts=json.loads(facts),
        content=None if body is None else json.loads(body),
        hash=hashed,
    )
