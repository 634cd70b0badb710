"""What Alembic runs: the steps, in the connection that it is given."""

from alembic import context

from matchmaker.store.metadata import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # the caller's transaction holds: all steps or none
    transactional_ddl=False,
)
context.run_migrations()
