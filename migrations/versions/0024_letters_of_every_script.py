"""Marks that are letters in the index, which is empty afterwards and is made again

Revision ID: 0024
Revises: 0023
Create Date: 2026-11-26 08:00:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade():
    _make_anew("unicode61 remove_diacritics 0 categories ''L* N* Co M*''")


def downgrade():
    _make_anew("unicode61 remove_diacritics 0")


def _make_anew(tokenizer):
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    # Parts of names in the folded form of before would be left behind when their person is erased.
    op.execute("DELETE FROM search_name_parts")
    # Who is known by words of other scripts is looked at again.
    beyond_ascii = "value GLOB '*[^ -~]*'" if is_sqlite else "value ~ '[^ -~]'"
    op.execute(
        f"DELETE FROM match_keys WHERE candidate_id IN (SELECT candidate_id FROM match_keys WHERE {beyond_ascii})"
    )
    if is_sqlite:
        op.execute("DROP TRIGGER search_entries_deleted")
        op.execute("DROP TABLE search_words")
        op.execute("DELETE FROM search_entries")
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5 "
            f"(names, papers, mail, internal, marks, tokenize = '{tokenizer}')"
        )
        op.execute(
            "CREATE TRIGGER search_entries_deleted AFTER DELETE ON search_entries BEGIN "
            "DELETE FROM search_words WHERE rowid = old.key; END"
        )
    else:
        op.execute("TRUNCATE search_words, search_entries")
    # At once rather than with the hour: the worker finds these within a minute.
    for job in ('ats.search.jobs.index_missing', 'ats.matching.jobs.match_missing'):
        op.execute(
            "INSERT INTO outbox (job, args, created_at, run_at, attempts) "
            f"SELECT '{job}', '{{}}', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0 WHERE EXISTS (SELECT 1 FROM applications)"
        )
