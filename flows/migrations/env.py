"""Run by Alembic: migrate over the connection that `flows.ledger` hands in."""

from alembic import context

from flows.ledger_tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    # Of a name of our own: Prefect may keep its tables, and its version, in this database.
    version_table="readingroom_ledger_version",
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
