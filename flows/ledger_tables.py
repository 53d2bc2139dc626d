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
    # Those settings, as JSON, so that whoever comes next can go on with it; else "".
    Column("asked", Text, nullable=False, default=""),
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

# What a release holds of cables (flows.holdings). Replaced whole when it is converted anew.
holdings = Table(
    "holding",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("name", Text, nullable=False),
)

# A cable, or some sections of one, in one release. `number` is that of its MRN, null
# where it was not read; `post` is folded (cleanup.same_cable). `identity` and `told` are
# JSON; `digest` is a checksum of them and of its sections.
messages = Table(
    "message",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("document", Integer, primary_key=True),
    Column("year", Integer),
    Column("post", String(40), nullable=False),
    Column("number", BigInteger),
    Column("minute", String(11), nullable=False),
    Column("identity", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Index("message_number", "number", "post"),
    Index("message_minute", "minute"),
)

# One copy of a section: what can be asked for in columns, its text in `told`.
sections = Table(
    "section",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("document", Integer, primary_key=True),
    Column("copy", Integer, primary_key=True),
    Column("year", Integer),
    Column("post", String(40), nullable=False),
    Column("number", BigInteger),
    Column("section", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("corrected", Boolean, nullable=False),
    Column("first_page", Integer, nullable=False),
    Column("last_page", Integer, nullable=False),
    Column("legibility", Float, nullable=False),
    Column("told", Text, nullable=False),
    Index("section_of", "number", "post", "year", "section"),
)

# A cable that a message cites in REF.
citations = Table(
    "citation",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("document", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("year", Integer),
    Column("post", String(40), nullable=False),
    Column("printed", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Index("citation_of", "number", "post"),
)

# Something that a release says, or shows, is not in it: withheld pages, Bates numbers.
gaps = Table(
    "gap",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("page", Integer, nullable=False),
    Column("document", Integer),
    Column("said", Text, nullable=False),
)

# Numbers whose cables are to be put together anew; `times` is how often that was asked.
unassembled = Table(
    "unassembled",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("times", Integer, nullable=False),
)

# A cable that stands in cables/; `told` is what the docket needs of it, as JSON.
cables = Table(
    "cable",
    metadata,
    Column("folder", String(80), primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("made_of", String(64), nullable=False),
    Column("told", Text, nullable=False),
    Index("cable_number", "number"),
)
