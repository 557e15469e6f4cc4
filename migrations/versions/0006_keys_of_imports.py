"""Keys of imports, and the web address that an imported page applied at

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-25 17:20:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('import_keys',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('page_digest', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_import_keys'))
    )
    with op.batch_alter_table('openings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('former_apply_url', sa.String(length=500), server_default='', nullable=False))


def downgrade():
    with op.batch_alter_table('openings', schema=None) as batch_op:
        batch_op.drop_column('former_apply_url')
    op.drop_table('import_keys')
