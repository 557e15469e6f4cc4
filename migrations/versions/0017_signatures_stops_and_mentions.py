"""Signatures of users, bounces whose stop was lifted, and the addresses that stand in received mails

Revision ID: 0017
Revises: 0016
Create Date: 2026-11-25 19:40:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.add_column(sa.Column('signature', sa.Text(), server_default='', nullable=False))
    with op.batch_alter_table('mails', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_asked_for', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('is_stop_lifted', sa.Boolean(), server_default=sa.false(), nullable=False))

    op.create_table('received_addresses',
    sa.Column('received_mail_id', sa.Integer(), nullable=False),
    sa.Column('folded', sa.String(length=254), nullable=False),
    sa.ForeignKeyConstraint(['received_mail_id'], ['received_mails.id'], name=op.f('fk_received_addresses_received_mail_id_received_mails'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('received_mail_id', 'folded', name=op.f('pk_received_addresses'))
    )
    with op.batch_alter_table('received_addresses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_received_addresses_folded'), ['folded'], unique=False)


def downgrade():
    with op.batch_alter_table('received_addresses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_received_addresses_folded'))
    op.drop_table('received_addresses')
    with op.batch_alter_table('mails', schema=None) as batch_op:
        batch_op.drop_column('is_stop_lifted')
        batch_op.drop_column('is_asked_for')
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.drop_column('signature')
