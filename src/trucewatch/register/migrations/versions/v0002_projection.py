"""Today's tables, which are made from the log."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXTS = {
    "allegation": "source source_kind made kind start until place precision country admin1"
    " accused incident imported",
    "incident": "title kind character state since start until place precision country admin1"
    " intent weapon target casualties attribution labels merged_into blurred",
    "around": "kind incident about world answers imported",
    "alert": "subject rule",
    "file": "name type belongs",
    "person": "roles",
    "signing_key": "person",
    "root": "hash",
}
_NUMBERS: dict[str, list[tuple[str, type[sa.Integer] | type[sa.Float[float]]]]] = {
    "allegation": [("latitude", sa.Float), ("longitude", sa.Float)],
    "incident": [("latitude", sa.Float), ("longitude", sa.Float)],
    "file": [("bytes", sa.Integer)],
    "root": [("entries", sa.Integer)],
}
_INDEXES = {
    "allegation_start": "allegation start id",
    "allegation_incident": "allegation incident id",
    "allegation_imported": "allegation imported",
    "incident_start": "incident merged_into start id country admin1 character label state kind",
    "incident_state": "incident state merged_into start id country admin1 character label kind",
    "incident_kind": "incident kind merged_into start id country admin1 character label state",
    "incident_admin1": "incident admin1 merged_into start id country character label state kind",
    "incident_place": "incident place merged_into start id",
    "around_kind": "around kind seq",
    "around_incident": "around incident seq",
    "around_imported": "around imported",
    "alert_seq": "alert seq",
}


def upgrade() -> None:
    """Make the tables; they are filled from the log by who upgrades."""
    words = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    for name, texts in _TEXTS.items():
        op.create_table(
            name,
            sa.Column("id", words, primary_key=True),
            sa.Column("seq", sa.Integer, nullable=False),
            sa.Column("recorded", words, nullable=False),
            sa.Column("label", words, nullable=False),
            *(sa.Column(text, words) for text in texts.split()),
            *(sa.Column(number, kind) for number, kind in _NUMBERS.get(name, [])),
        )
    for name, spelt in _INDEXES.items():
        table, *columns = spelt.split()
        op.create_index(name, table, columns)
