"""Documents by how far their reading is

Revision ID: 0027
Revises: 0026
Create Date: 2026-11-26 10:50:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade():
    op.create_index('ix_documents_reading_state', 'documents', ['reading_state'])


def downgrade():
    op.drop_index('ix_documents_reading_state', table_name='documents')
