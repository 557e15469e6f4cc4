"""Who applies by a received mail, as far as it can be told

Revision ID: 0009
Revises: 0008
Create Date: 2026-11-25 17:50:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('received_mails', schema=None) as batch_op:
        batch_op.add_column(sa.Column('person_name', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('person_address', sa.String(length=320), server_default='', nullable=False))


def downgrade():
    with op.batch_alter_table('received_mails', schema=None) as batch_op:
        batch_op.drop_column('person_address')
        batch_op.drop_column('person_name')
