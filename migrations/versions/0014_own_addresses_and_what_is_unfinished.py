"""Addresses that programs own, and indexes for what is unfinished or not confirmed

Revision ID: 0014
Revises: 0013
Create Date: 2026-11-25 19:50:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

# Few of many rows, and those few are asked for.
NOT_CONFIRMED = {"sqlite_where": sa.text("is_confirmed = 0"), "postgresql_where": sa.text("NOT is_confirmed")}
NO_CONSENT = {"sqlite_where": sa.text("consent_at IS NULL"), "postgresql_where": sa.text("consent_at IS NULL")}


def upgrade():
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('apply_email', sa.String(length=254), server_default='', nullable=False))
    op.create_index('ix_applications_unfinished', 'applications', ['received_at', 'id'], **NO_CONSENT)
    op.create_index('ix_attachments_unconfirmed', 'attachments', ['application_id'], **NOT_CONFIRMED)
    op.create_index('ix_messages_unconfirmed', 'messages', ['application_id'], **NOT_CONFIRMED)


def downgrade():
    op.drop_index('ix_messages_unconfirmed', table_name='messages')
    op.drop_index('ix_attachments_unconfirmed', table_name='attachments')
    op.drop_index('ix_applications_unfinished', table_name='applications')
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.drop_column('apply_email')
