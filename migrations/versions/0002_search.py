"""The search index

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-25 16:15:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('search_entries',
    sa.Column('key', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=32), nullable=False),
    sa.Column('indexed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_search_entries_application_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_search_entries')),
    sa.UniqueConstraint('application_id', name=op.f('uq_search_entries_application_id'))
    )
    op.create_table('search_name_parts',
    sa.Column('spelling', sa.String(length=40), nullable=False),
    sa.Column('part', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('spelling', 'part', name=op.f('pk_search_name_parts'))
    )
    with op.batch_alter_table('search_name_parts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_search_name_parts_part'), ['part'], unique=False)
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5 "
            "(names, papers, mail, internal, tokenize = 'unicode61 remove_diacritics 0')"
        )
        op.execute(
            "CREATE TRIGGER search_entries_deleted AFTER DELETE ON search_entries BEGIN "
            "DELETE FROM search_words WHERE rowid = old.key; END"
        )
    else:
        op.execute(
            "CREATE TABLE search_words (key BIGINT PRIMARY KEY REFERENCES search_entries (key) ON DELETE CASCADE, "
            "words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_words ON search_words USING gin (words)")


def downgrade():
    if op.get_bind().dialect.name == 'sqlite':
        op.execute("DROP TRIGGER search_entries_deleted")
    op.execute("DROP TABLE search_words")
    op.drop_table('search_name_parts')
    op.drop_table('search_entries')
