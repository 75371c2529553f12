"""What Alembic runs: the migrations, on the connection that it is given."""

from alembic import context

if hasattr(context, "config"):  # not where this file is only looked at
    context.configure(connection=context.config.attributes["connection"])
    context.run_migrations()
