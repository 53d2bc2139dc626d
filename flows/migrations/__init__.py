"""How the ledger's tables came to be, for Alembic."""
