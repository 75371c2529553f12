"""The tables of a register: the log, and the projection that is made from it.

Texts compare byte by byte on every database, so that times sort and pages are the same. There are
no booleans and no database times: what is written is read back the same everywhere.
"""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

METADATA = MetaData()


def _text() -> TypeEngine[str]:
    return Text().with_variant(Text(collation="C"), "postgresql")


ENTRY = Table(
    "entry",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    *(Column(name, _text(), nullable=False) for name in ("kind", "subject", "author", "key")),
    Column("recorded", _text(), nullable=False),
    Column("world", _text()),
    *(Column(name, _text(), nullable=False) for name in ("label", "facts", "digest", "hash")),
    Column("signature", _text()),
    Index("entry_subject", "subject", "seq"),
    Index("entry_kind", "kind", "seq"),
    Index("entry_recorded", "recorded", "seq"),
)
"""The log: one row an entry, never changed."""

CONTENT = Table(
    "content",
    METADATA,
    Column("seq", Integer, ForeignKey(ENTRY.c.seq), primary_key=True, autoincrement=False),
    Column("salt", _text(), nullable=False),
    Column("body", _text(), nullable=False),
)
"""What can be erased of an entry."""

HEAD = Table(
    "head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", _text(), nullable=False),
)
"""One row: where the log ends. Who appends holds it."""


def _projected(name: str, texts: str, *others: Column[int] | Column[float] | Index) -> Table:
    """Make a table of the projection: an id, the entry it comes from, its label, and the rest."""
    return Table(
        name,
        METADATA,
        Column("id", _text(), primary_key=True),
        Column("seq", Integer, nullable=False),
        Column("recorded", _text(), nullable=False),
        Column("label", _text(), nullable=False),
        *(Column(text, _text()) for text in texts.split()),
        *others,
    )


ALLEGATION = _projected(
    "allegation",
    "source source_kind made kind start until place precision country admin1 accused incident"
    " imported",
    Column("latitude", Float),
    Column("longitude", Float),
    Index("allegation_start", "start", "id"),
    Index("allegation_incident", "incident", "id"),
    Index("allegation_imported", "imported"),
)

_ASKED = ("country", "admin1", "character", "label")
_BESIDE = ("country", "character", "label")

INCIDENT = _projected(
    "incident",
    "title kind character state since start until place precision country admin1 intent weapon"
    " target casualties attribution labels merged_into blurred",
    Column("latitude", Float),
    Column("longitude", Float),
    # Each holds all that a list may ask for, so that a page deep down is found in the index alone.
    Index("incident_start", "merged_into", "start", "id", *_ASKED, "state", "kind"),
    Index("incident_state", "state", "merged_into", "start", "id", *_ASKED, "kind"),
    Index("incident_kind", "kind", "merged_into", "start", "id", *_ASKED, "state"),
    Index("incident_admin1", "admin1", "merged_into", "start", "id", *_BESIDE, "state", "kind"),
    Index("incident_place", "place", "merged_into", "start", "id"),
)

AROUND = _projected(
    "around",
    "kind incident about world answers imported",
    Index("around_kind", "kind", "seq"),
    Index("around_incident", "incident", "seq"),
    Index("around_imported", "imported"),
)

ALERT = _projected("alert", "subject rule", Index("alert_seq", "seq"))
FILE = _projected("file", "name type belongs", Column("bytes", Integer))
PERSON = _projected("person", "roles")
KEY = _projected("signing_key", "person")
ROOT = _projected("root", "hash", Column("entries", Integer))

PROJECTION = (ALLEGATION, INCIDENT, AROUND, ALERT, FILE, PERSON, KEY, ROOT)
"""What today's tables are, and what is made anew from the log."""

BY_NAME = {table.name: table for table in PROJECTION}
