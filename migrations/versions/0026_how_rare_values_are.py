"""Applications by their time in a stage whatever their status, and how rare values are, for SQLite's planner

Revision ID: 0026
Revises: 0025
Create Date: 2026-11-26 10:30:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


# Of each index how many rows it has, and how many have the same first column, the same first two, and so on. SQLite takes
# ten for a column that it knows nothing of. Of applications these are ranks rather than numbers: what is one person's comes
# first, and the walk in the order of a list before sorting; see docs/decisions/0028-how-rare-values-are.md.
_ROWS_ALIKE = {
    'applications': {
        'ix_applications_board': '1000000 10 9 8 2 1',
        'ix_applications_list': '1000000 100 90 2 1',
        'ix_applications_waiting': '1000000 100 90 2 1',
        'ix_applications_newest': '1000000 100 2 1',
        'ix_applications_longest': '1000000 100 2 1',
        'ix_applications_opening': '1000000 3 3 2 1',
        'ix_applications_source': '1000000 100 90 2 1',
        'ix_applications_person': '1000000 1 1 1',
        'ix_applications_unfinished': '1000 2 1',
        'ix_applications_decided_at': '1000000 10',
    },
    'events': {
        'ix_events_application': '1000000 8 1',
        'ix_events_opening': '1000000 2000 1',
        'ix_events_candidate': '1000000 8 1',
        'ix_events_kind': '1000000 25000 1',
        'ix_events_at': '1000000 2',
        'ix_events_actor_id': '1000000 50000',
    },
    'duplicate_suggestions': {
        'ix_duplicate_suggestions_open': '10000 5000 500 1',
        'ix_duplicate_suggestions_other_id': '10000 1',
        'ix_duplicate_suggestions_dismissed_by': '10000 500',
    },
}


def upgrade():
    op.create_index('ix_applications_longest', 'applications', ['tray', 'stage_entered_at', 'id'])
    if op.get_bind().dialect.name != 'sqlite':
        return
    # Makes the table that the rows go to, where nobody has analysed anything yet.
    op.execute('ANALYZE sqlite_schema')
    _forget()
    for table, indexes in _ROWS_ALIKE.items():
        for index, alike in indexes.items():
            op.execute(f"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('{table}', '{index}', '{alike}')")


def downgrade():
    op.drop_index('ix_applications_longest', table_name='applications')
    if op.get_bind().dialect.name == 'sqlite':
        _forget()


def _forget():
    for table in _ROWS_ALIKE:
        op.execute(f"DELETE FROM sqlite_stat1 WHERE tbl = '{table}'")
