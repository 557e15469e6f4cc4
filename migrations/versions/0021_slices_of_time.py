"""Slices of time and names in the index on PostgreSQL, which is empty afterwards and is made again

Revision ID: 0021
Revises: 0020
Create Date: 2026-11-26 03:05:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade():
    if op.get_bind().dialect.name != 'sqlite':
        op.execute("TRUNCATE search_words, search_entries")
        # In kB: every search reads all that waits to be put into the index, by default up to four megabytes.
        op.execute("ALTER INDEX ix_search_words SET (gin_pending_list_limit = 256)")


def downgrade():
    if op.get_bind().dialect.name != 'sqlite':
        op.execute("TRUNCATE search_words, search_entries")
        op.execute("ALTER INDEX ix_search_words RESET (gin_pending_list_limit)")
