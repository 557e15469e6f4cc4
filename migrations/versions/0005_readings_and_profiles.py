"""Readings, profiles and their corrections

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-25 16:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.alter_column('pages_state', new_column_name='reading_state', existing_type=sa.String(length=12), type_=sa.String(length=16), existing_nullable=False)
        batch_op.alter_column('pages_why', new_column_name='reading_why', existing_type=sa.String(length=300), existing_nullable=True)
    op.execute("UPDATE documents SET reading_state = 'unread' WHERE reading_state = 'unreadable'")
    # Their pages and their text are there; "Read everything again" finds that no version of the reader has seen them.
    op.execute("UPDATE documents SET reading_state = 'read' WHERE reading_state IN ('ready', 'text_only')")

    with op.batch_alter_table('page_images', schema=None) as batch_op:
        batch_op.add_column(sa.Column('density', sa.Integer(), nullable=False, server_default='1'))
        batch_op.drop_constraint(batch_op.f('uq_page_images_document_id_number'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_page_images_document_id_number_density'), ['document_id', 'number', 'density'])
    with op.batch_alter_table('page_images', schema=None) as batch_op:
        batch_op.alter_column('density', server_default=None, existing_type=sa.Integer(), existing_nullable=False)

    op.create_table('readings',
    sa.Column('document_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('reader_version', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('flags', sa.JSON(), nullable=False),
    sa.Column('needs_ocr', sa.JSON(), nullable=False),
    sa.Column('hidden', sa.LargeBinary(), nullable=False),
    sa.Column('layout', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_readings_document_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_readings'))
    )
    with op.batch_alter_table('readings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_readings_reader_version'), ['reader_version'], unique=False)

    op.create_table('profiles',
    sa.Column('document_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('resume', sa.LargeBinary(), nullable=False),
    sa.Column('sources', sa.LargeBinary(), nullable=False),
    sa.Column('left_out', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_profiles_document_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_profiles'))
    )

    op.create_table('corrections',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('pointer', sa.String(length=60), nullable=False),
    sa.Column('value', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('read', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_corrections_document_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_corrections_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrections')),
    sa.UniqueConstraint('document_id', 'pointer', name=op.f('uq_corrections_document_id_pointer'))
    )
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_corrections_user_id'), ['user_id'], unique=False)

    op.create_table('rereads',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reader_version', sa.Integer(), nullable=False),
    sa.Column('only_older', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('last_id', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('failed', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_rereads_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rereads'))
    )
    with op.batch_alter_table('rereads', schema=None) as batch_op:
        batch_op.create_index('ix_rereads_state', ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_rereads_user_id'), ['user_id'], unique=False)

    op.create_table('reread_changes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reread_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('changes', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_reread_changes_document_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reread_id'], ['rereads.id'], name=op.f('fk_reread_changes_reread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reread_changes')),
    sa.UniqueConstraint('reread_id', 'document_id', name=op.f('uq_reread_changes_reread_id_document_id'))
    )
    with op.batch_alter_table('reread_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reread_changes_document_id'), ['document_id'], unique=False)


def downgrade():
    for table in ('reread_changes', 'rereads', 'corrections', 'profiles', 'readings'):
        op.drop_table(table)
    op.execute("DELETE FROM page_images WHERE density > 1")
    with op.batch_alter_table('page_images', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_page_images_document_id_number_density'), type_='unique')
        batch_op.drop_column('density')
        batch_op.create_unique_constraint(batch_op.f('uq_page_images_document_id_number'), ['document_id', 'number'])
    op.execute("UPDATE documents SET reading_state = 'ready' WHERE reading_state IN ('read', 'partly')")
    op.execute("UPDATE documents SET reading_state = 'waiting' WHERE reading_state IN ('reading', 'pending_scan')")
    op.execute("UPDATE documents SET reading_state = 'unreadable' WHERE reading_state IN ('unread', 'not_read_here', 'quarantined')")
    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.alter_column('reading_state', new_column_name='pages_state', existing_type=sa.String(length=16), type_=sa.String(length=12), existing_nullable=False)
        batch_op.alter_column('reading_why', new_column_name='pages_why', existing_type=sa.String(length=300), existing_nullable=True)
