"""Review sessions without a total: it is counted of whom the viewer may see

Revision ID: 0028
Revises: 0027
Create Date: 2026-11-26 11:38:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('review_sessions', schema=None) as batch_op:
        batch_op.drop_column('total')


def downgrade():
    with op.batch_alter_table('review_sessions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('total', sa.Integer(), nullable=False, server_default='0'))
    op.execute(
        'UPDATE review_sessions SET total ='
        ' (SELECT count(*) FROM review_items WHERE review_items.session_id = review_sessions.id)'
    )
    with op.batch_alter_table('review_sessions', schema=None) as batch_op:
        batch_op.alter_column('total', server_default=None)
