"""Marks in the index, and denser keys; the index is empty afterwards and is made again

Revision ID: 0018
Revises: 0017
Create Date: 2026-11-25 20:10:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade():
    _make_anew("names, papers, mail, internal, marks")


def downgrade():
    _make_anew("names, papers, mail, internal")


def _make_anew(columns):
    if op.get_bind().dialect.name == 'sqlite':
        op.execute("DROP TRIGGER search_entries_deleted")
        op.execute("DROP TABLE search_words")
        op.execute("DELETE FROM search_entries")
        op.execute(
            f"CREATE VIRTUAL TABLE search_words USING fts5 ({columns}, tokenize = 'unicode61 remove_diacritics 0')"
        )
        op.execute(
            "CREATE TRIGGER search_entries_deleted AFTER DELETE ON search_entries BEGIN "
            "DELETE FROM search_words WHERE rowid = old.key; END"
        )
    else:
        op.execute("TRUNCATE search_words, search_entries")
