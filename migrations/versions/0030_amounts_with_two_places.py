"""Pay with two decimal places, such as 17.50 an hour

Revision ID: 0030
Revises: 0029
Create Date: 2026-11-26 16:50:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

_COLUMNS = ('pay_min', 'pay_max')
_WHOLE, _EXACT = 'INTEGER', 'NUMERIC(12, 2)'


def upgrade():
    _change(_WHOLE, _EXACT)


def downgrade():
    # The span that is left holds the one that was.
    op.execute('UPDATE openings SET pay_min = round(pay_min - 0.5) WHERE pay_min <> round(pay_min)')
    op.execute('UPDATE openings SET pay_max = round(pay_max + 0.5) WHERE pay_max <> round(pay_max)')
    _change(_EXACT, _WHOLE)


def _change(old, new):
    if op.get_bind().dialect.name == 'sqlite':
        _rename_types(old, new)
    else:
        for name in _COLUMNS:
            op.execute(f'ALTER TABLE openings ALTER COLUMN {name} TYPE {new}')


def _rename_types(old, new):
    """Replace the types in the definition of the table.

    SQLite keeps the same value in a column of either type, so the table is not copied. Source: SQLite documentation,
    "Datatypes in SQLite", section 3, and "ALTER TABLE", section 7, the procedure for changes that do not affect content.
    """
    connection = op.get_bind()
    told = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'openings'"
    sql = connection.exec_driver_sql(told).scalar_one()
    for name in _COLUMNS:
        if sql.count(f'{name} {old}') != 1:
            raise RuntimeError(f'The column openings.{name} is not of the type {old}.')
        sql = sql.replace(f'{name} {old}', f'{name} {new}')
    version = connection.exec_driver_sql('PRAGMA schema_version').scalar()
    connection.exec_driver_sql('PRAGMA writable_schema = ON')
    connection.exec_driver_sql("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = 'openings'", (sql,))
    connection.exec_driver_sql(f'PRAGMA schema_version = {version + 1}')
    # Reads the definition anew in this connection; others do so by the version.
    connection.exec_driver_sql('PRAGMA writable_schema = RESET')
