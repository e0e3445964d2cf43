"""Alembic's entry: one connection of the product's own engine, so that the pragmas hold for migrations too."""

from alembic import context

from storage.database import Database

config = context.config
database = Database(config.attributes["url"])

with database.transaction() as connection:
    context.configure(
        connection=connection,
        target_metadata=config.attributes["metadata"],
        render_as_batch=database.sqlite,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()

database.engine.dispose()
