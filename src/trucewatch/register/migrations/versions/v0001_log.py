"""The log: entries, their contents, and the head."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the log, which is empty."""
    words = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "entry",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(n, words, nullable=False) for n in ("kind", "subject", "author", "key")),
        sa.Column("recorded", words, nullable=False),
        sa.Column("world", words),
        *(sa.Column(n, words, nullable=False) for n in ("label", "facts", "digest", "hash")),
        sa.Column("signature", words),
    )
    op.create_index("entry_subject", "entry", ["subject", "seq"])
    op.create_index("entry_kind", "entry", ["kind", "seq"])
    op.create_index("entry_recorded", "entry", ["recorded", "seq"])
    op.create_table(
        "content",
        sa.Column(
            "seq", sa.Integer, sa.ForeignKey("entry.seq"), primary_key=True, autoincrement=False
        ),
        sa.Column("salt", words, nullable=False),
        sa.Column("body", words, nullable=False),
    )
    head = op.create_table(
        "head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hash", words, nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": "0" * 64}])
