"""The folder of the mailbox that has the whole of a mail of which only the header is here

Revision ID: 0022
Revises: 0021
Create Date: 2026-11-26 03:40:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('received_mails', schema=None) as batch_op:
        batch_op.add_column(sa.Column('left_in', sa.String(length=200), server_default='', nullable=False))


def downgrade():
    with op.batch_alter_table('received_mails', schema=None) as batch_op:
        batch_op.drop_column('left_in')
