"""Retention as it was promised, after the last message too, and what the erasing job goes by

Revision ID: 0031
Revises: 0030
Create Date: 2026-11-26 18:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

_STEPS = 'coalesce(spoken_at, stage_entered_at), coalesce(decided_at, stage_entered_at)'


def upgrade():
    op.add_column('applications', sa.Column('spoken_at', sa.DateTime(timezone=True), nullable=True))
    op.execute(
        'UPDATE applications SET spoken_at = (SELECT max(messages.created_at) FROM messages'
        ' WHERE messages.application_id = applications.id AND messages.is_confirmed)'
    )
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    last_step = f'{"max" if is_sqlite else "greatest"}({_STEPS})'
    op.execute(f'CREATE INDEX ix_applications_last_step ON applications (consent_days, {last_step}, id)')
    if is_sqlite:
        # Nearly all have the same promise: see docs/decisions/0028-how-rare-values-are.md.
        op.execute(
            'INSERT INTO sqlite_stat1 (tbl, idx, stat)'
            " VALUES ('applications', 'ix_applications_last_step', '1000000 500000 2 1')"
        )
    op.create_table(
        'retention_state',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('shorter_days', sa.Integer(), nullable=True),
        sa.Column('held_until', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_state')),
        sqlite_autoincrement=True,
    )


def downgrade():
    op.drop_table('retention_state')
    op.drop_index('ix_applications_last_step', table_name='applications')
    if op.get_bind().dialect.name == 'sqlite':
        op.execute("DELETE FROM sqlite_stat1 WHERE idx = 'ix_applications_last_step'")
    op.drop_column('applications', 'spoken_at')
