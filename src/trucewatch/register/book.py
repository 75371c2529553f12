"""Putting something down: the log and today's tables change together, or not at all."""

from sqlalchemy import Connection

from trucewatch.domain.entry import Entry, EntryKind
from trucewatch.domain.label import Label
from trucewatch.register.apply import apply
from trucewatch.register.canonical import read_time
from trucewatch.register.engine import writing
from trucewatch.register.links import Line
from trucewatch.register.log import Propose, Writing, append, hold_head, told_of
from trucewatch.register.place import Register
from trucewatch.register.projection import Told


def put(register: Register, who: Writing, propose: Propose) -> tuple[Entry, ...]:
    """Put down what ``propose`` makes of the register as it is; return the new entries.

    When this returns, the entries are on the disk, chained and signed. Where it raises, nothing
    has changed.

    Parameters
    ----------
    register
        The register.
    who
        Who writes, when, and with which key.
    propose
        Looks at the tables in the same transaction and returns drafts; none is nothing to do.

    Raises
    ------
    RegisterError
        When ``propose`` refuses, or the key is none of this register.
    StoreError
        When the database cannot be written.
    """
    with writing(register.engine) as connection:
        return put_down(connection, who, propose)


def put_down(connection: Connection, who: Writing, propose: Propose) -> tuple[Entry, ...]:
    """Do what :func:`put` does, in a transaction that the caller has begun."""
    head = hold_head(connection)
    drafts = propose(connection, head.seq + 1)
    if not drafts:
        return ()
    made = append(connection, who, drafts, head)
    told = [told_of(line, content) for line, content in made]
    apply(connection, told)
    return tuple(_entry(line, one) for (line, _), one in zip(made, told, strict=True))


def _entry(line: Line, told: Told) -> Entry:
    return Entry(
        seq=line.seq,
        kind=EntryKind(line.kind),
        subject=line.subject,
        author=line.author,
        recorded=read_time(line.recorded),
        world=read_time(line.world) if line.world else None,
        label=Label(line.label),
        facts=told.facts,
        content=told.content,
        hash=line.hash,
    )
