"""People merged by a pointer, and suggestions of who may be one person

Revision ID: 0013
Revises: 0012
Create Date: 2026-11-25 19:40:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('merged_into_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('merged_fields', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('merged_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('person_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('own', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('main_address', sa.String(length=254), nullable=True))
        batch_op.create_index(batch_op.f('ix_candidates_merged_into_id'), ['merged_into_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidates_person_id'), ['person_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_candidates_merged_into_id_candidates'), 'candidates', ['merged_into_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f('ck_candidates_merged_into_an_older_one'), 'merged_into_id < id')

    op.create_table('match_keys',
    sa.Column('candidate_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('value', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['candidate_id'], ['candidates.id'], name=op.f('fk_match_keys_candidate_id_candidates'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('candidate_id', 'kind', 'value', name=op.f('pk_match_keys'))
    )
    with op.batch_alter_table('match_keys', schema=None) as batch_op:
        batch_op.create_index('ix_match_keys_value', ['value', 'kind'], unique=False)

    op.create_table('duplicate_suggestions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=26), nullable=False),
    sa.Column('one_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('dismissed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dismissed_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('one_id < other_id', name=op.f('ck_duplicate_suggestions_older_first')),
    sa.ForeignKeyConstraint(['dismissed_by'], ['users.id'], name=op.f('fk_duplicate_suggestions_dismissed_by_users')),
    sa.ForeignKeyConstraint(['one_id'], ['candidates.id'], name=op.f('fk_duplicate_suggestions_one_id_candidates'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['other_id'], ['candidates.id'], name=op.f('fk_duplicate_suggestions_other_id_candidates'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duplicate_suggestions')),
    sa.UniqueConstraint('one_id', 'other_id', name=op.f('uq_duplicate_suggestions_one_id_other_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_duplicate_suggestions_public_id'))
    )
    with op.batch_alter_table('duplicate_suggestions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duplicate_suggestions_dismissed_by'), ['dismissed_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_duplicate_suggestions_other_id'), ['other_id'], unique=False)
        batch_op.create_index('ix_duplicate_suggestions_open', ['dismissed_at', 'weight', 'id'], unique=False)


def downgrade():
    op.drop_table('duplicate_suggestions')
    op.drop_table('match_keys')
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_candidates_merged_into_an_older_one'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_candidates_merged_into_id_candidates'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_candidates_person_id'))
        batch_op.drop_index(batch_op.f('ix_candidates_merged_into_id'))
        batch_op.drop_column('main_address')
        batch_op.drop_column('own')
        batch_op.drop_column('person_id')
        batch_op.drop_column('merged_at')
        batch_op.drop_column('merged_fields')
        batch_op.drop_column('merged_into_id')
