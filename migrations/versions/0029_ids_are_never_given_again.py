"""Ids are never given again: on SQLite the number of an erased row went to the next one

Revision ID: 0029
Revises: 0028
Create Date: 2026-11-26 14:45:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

_PLAIN, _NEVER_AGAIN = 'PRIMARY KEY (id)', 'PRIMARY KEY (id AUTOINCREMENT)'
_TABLES = "type = 'table' AND instr(sql, '{}') > 0"


def upgrade():
    if op.get_bind().dialect.name == 'sqlite':
        # Only a table of this kind makes SQLite begin to note the highest numbers.
        op.execute('CREATE TABLE _numbered (id INTEGER PRIMARY KEY AUTOINCREMENT)')
        op.execute('DROP TABLE _numbered')
        for name in _rewrite(_PLAIN, _NEVER_AGAIN):
            op.execute(f'INSERT INTO sqlite_sequence (name, seq) SELECT \'{name}\', coalesce(max(id), 0) FROM "{name}"')


def downgrade():
    if op.get_bind().dialect.name == 'sqlite':
        _rewrite(_NEVER_AGAIN, _PLAIN)
        op.execute('DELETE FROM sqlite_sequence')


def _rewrite(old, new):
    """Replace words in the definition of every table that has them; return the names of the tables.

    What is stored stays as it is, so no table has to be copied. Source: SQLite documentation, "ALTER TABLE", section 7,
    the procedure for changes that do not affect the content of tables.
    """
    connection = op.get_bind()
    which = _TABLES.format(old)
    names = list(connection.exec_driver_sql(f'SELECT name FROM sqlite_master WHERE {which}').scalars())
    version = connection.exec_driver_sql('PRAGMA schema_version').scalar()
    connection.exec_driver_sql('PRAGMA writable_schema = ON')
    connection.exec_driver_sql(f"UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}') WHERE {which}")
    connection.exec_driver_sql(f'PRAGMA schema_version = {version + 1}')
    # Reads the definitions anew in this connection; others do so by the version.
    connection.exec_driver_sql('PRAGMA writable_schema = RESET')
    return names
