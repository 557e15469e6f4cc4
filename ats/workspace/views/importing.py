"""Import."""

from ats.accounts.guards import requires
from ats.accounts.permissions import Permission
from ats.workspace.views import blueprint


@blueprint.get("/openings/import")
@requires(Permission.IMPORT_OPENINGS)
def import_openings():
    return "import"
