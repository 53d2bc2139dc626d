"""The tables of the ledger; their history is in flows/migrations."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

# A file in the inbox as it was last listed. `path` is percent-encoded bytes: a name
# need not be text. Without a sha256 it is settling; `note` says why it is passed over.
sightings = Table(
    "sighting",
    metadata,
    Column("path", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("since", Float, nullable=False),
    Column("sha256", String(64)),
    Column("note", Text, nullable=False, default=""),
)

# One conversion of one content under one fingerprint of settings, code and models.
releases = Table(
    "release",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("fingerprint", String(12), primary_key=True),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("seen_at", Float, nullable=False),
    Column("changed_at", Float, nullable=False),
    # Converted from the form with settings of its own: not what the library is made of.
    Column("apart", Boolean, nullable=False, default=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("broken_off", Integer, nullable=False, default=0),
    Column("next_try", Float, nullable=False, default=0.0),
    Column("owner", String(64), nullable=False, default=""),
    Column("lease_until", Float, nullable=False, default=0.0),
    Column("pages_kept", Integer, nullable=False, default=0),
    Column("pages", Integer, nullable=False, default=0),
    Column("failed_pages", Integer, nullable=False, default=0),
    Column("folder", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Index("release_state", "state", "next_try"),
)
