"""The address of ours that a received mail leads by, so that one sent to two of them reaches both

Revision ID: 0020
Revises: 0019
Create Date: 2026-11-25 23:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('received_mails', schema=None) as batch_op:
        batch_op.add_column(sa.Column('destination', sa.String(length=320), server_default='', nullable=False))
        batch_op.drop_constraint('uq_received_mails_digest', type_='unique')
        batch_op.create_index('ix_received_mails_digest', ['digest', 'destination'], unique=True)


def downgrade():
    # Of a mail that went to several addresses the first row stays: there was one for each mail.
    op.execute(
        'DELETE FROM received_mails WHERE id NOT IN (SELECT MIN(id) FROM received_mails GROUP BY digest)'
    )
    with op.batch_alter_table('received_mails', schema=None) as batch_op:
        batch_op.drop_index('ix_received_mails_digest')
        batch_op.create_unique_constraint('uq_received_mails_digest', ['digest'])
        batch_op.drop_column('destination')
