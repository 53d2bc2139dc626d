"""Run by Alembic: migrate over the connection that `flows.ledger` hands in."""

from alembic import context

from flows.ledger_tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
