"""The form in which a message was written, so that one sent twice makes one message

Revision ID: 0019
Revises: 0018
Create Date: 2026-11-25 21:25:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('form_key', sa.String(length=64), nullable=True))
        batch_op.create_index('ix_messages_form', ['application_id', 'form_key'], unique=True)


def downgrade():
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_index('ix_messages_form')
        batch_op.drop_column('form_key')
