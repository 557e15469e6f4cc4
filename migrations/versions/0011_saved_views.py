"""Saved views, and when an application is stale

Revision ID: 0011
Revises: 0010
Create Date: 2026-11-25 19:35:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('saved_views',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=26), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('is_shared', sa.Boolean(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('query', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_saved_views_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_views')),
    sa.UniqueConstraint('public_id', name=op.f('uq_saved_views_public_id'))
    )
    with op.batch_alter_table('saved_views', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_views_user_id'), ['user_id'], unique=False)
    with op.batch_alter_table('openings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stale_after_days', sa.Integer(), server_default='7', nullable=False))
    op.create_index('ix_applications_waiting', 'applications', ['status', 'tray', 'stage_entered_at', 'id'], unique=False)


def downgrade():
    op.drop_index('ix_applications_waiting', table_name='applications')
    with op.batch_alter_table('openings', schema=None) as batch_op:
        batch_op.drop_column('stale_after_days')
    op.drop_table('saved_views')
