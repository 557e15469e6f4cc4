"""Held files that went with a sending are found by its repeat

Revision ID: 0032
Revises: 0031
Create Date: 2026-11-26 18:05:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


_NAME = 'fk_held_uploads_used_key_submission_keys'
# SQLite copies the table, and is not told by itself that ids are never given again.
_COPY = {'table_kwargs': {'sqlite_autoincrement': True}}


def upgrade():
    with op.batch_alter_table('held_uploads', schema=None, **_COPY) as batch_op:
        batch_op.add_column(sa.Column('used_key', sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f('ix_held_uploads_used_key'), ['used_key'], unique=False)
        batch_op.create_foreign_key(batch_op.f(_NAME), 'submission_keys', ['used_key'], ['key'], ondelete='CASCADE')


def downgrade():
    with op.batch_alter_table('held_uploads', schema=None, **_COPY) as batch_op:
        batch_op.drop_constraint(batch_op.f(_NAME), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_held_uploads_used_key'))
        batch_op.drop_column('used_key')
