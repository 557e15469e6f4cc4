"""The view that somebody's list opens with

Revision ID: 0023
Revises: 0022
Create Date: 2026-11-26 07:05:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('default_views',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('view_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_default_views_user_id_users'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['view_id'], ['saved_views.id'], name=op.f('fk_default_views_view_id_saved_views'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_default_views'))
    )
    with op.batch_alter_table('default_views', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_default_views_view_id'), ['view_id'], unique=False)


def downgrade():
    with op.batch_alter_table('default_views', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_default_views_view_id'))

    op.drop_table('default_views')
