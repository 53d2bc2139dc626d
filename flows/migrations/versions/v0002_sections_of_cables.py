"""What releases hold of cables, and the cables put together from it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("gap", "citation", "section", "message", "holding", "unassembled", "cable")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "holding",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "message",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("document", sa.Integer, primary_key=True),
        sa.Column("year", sa.Integer),
        sa.Column("post", sa.String(40), nullable=False),
        sa.Column("number", sa.BigInteger),
        sa.Column("minute", sa.String(11), nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_index("message_number", "message", ["number", "post"])
    op.create_index("message_minute", "message", ["minute"])
    op.create_table(
        "section",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("document", sa.Integer, primary_key=True),
        sa.Column("copy", sa.Integer, primary_key=True),
        sa.Column("year", sa.Integer),
        sa.Column("post", sa.String(40), nullable=False),
        sa.Column("number", sa.BigInteger),
        sa.Column("section", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("corrected", sa.Boolean, nullable=False),
        sa.Column("first_page", sa.Integer, nullable=False),
        sa.Column("last_page", sa.Integer, nullable=False),
        sa.Column("legibility", sa.Float, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
    )
    op.create_index("section_of", "section", ["number", "post", "year", "section"])
    op.create_table(
        "citation",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("document", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("year", sa.Integer),
        sa.Column("post", sa.String(40), nullable=False),
        sa.Column("printed", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
    )
    op.create_index("citation_of", "citation", ["number", "post"])
    op.create_table(
        "gap",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("document", sa.Integer),
        sa.Column("said", sa.Text, nullable=False),
    )
    op.create_table(
        "unassembled",
        sa.Column("number", sa.BigInteger, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_table(
        "cable",
        sa.Column("folder", sa.String(80), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("made_of", sa.String(64), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
    )
    op.create_index("cable_number", "cable", ["number"])


def downgrade() -> None:
    """Drop the tables."""
    for name in TABLES:
        op.drop_table(name)
