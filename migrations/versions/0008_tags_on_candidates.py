"""Tags on candidates

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-25 17:55:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('candidate_tags',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('candidate_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=40), nullable=False),
    sa.Column('folded', sa.String(length=80), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['candidate_id'], ['candidates.id'], name=op.f('fk_candidate_tags_candidate_id_candidates'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_candidate_tags_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_candidate_tags')),
    sa.UniqueConstraint('folded', 'candidate_id', name=op.f('uq_candidate_tags_folded_candidate_id'))
    )
    with op.batch_alter_table('candidate_tags', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_candidate_tags_candidate_id'), ['candidate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidate_tags_user_id'), ['user_id'], unique=False)


def downgrade():
    with op.batch_alter_table('candidate_tags', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_candidate_tags_user_id'))
        batch_op.drop_index(batch_op.f('ix_candidate_tags_candidate_id'))
    op.drop_table('candidate_tags')
