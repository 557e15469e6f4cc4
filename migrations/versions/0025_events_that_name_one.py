"""Events in the indexes of applications and openings only where they name one

Revision ID: 0025
Revises: 0024
Create Date: 2026-11-26 10:05:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


_INDEXES = (('ix_events_application', 'application_id'), ('ix_events_opening', 'opening_id'))


def upgrade():
    for name, column in _INDEXES:
        op.drop_index(name, table_name='events')
        names_one = sa.text(f'{column} IS NOT NULL')
        op.create_index(name, 'events', [column, 'id'], sqlite_where=names_one, postgresql_where=names_one)


def downgrade():
    for name, column in _INDEXES:
        op.drop_index(name, table_name='events')
        op.create_index(name, 'events', [column, 'id'])
