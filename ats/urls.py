"""The site map: which slice answers at which address."""

from ats.accounts.views import blueprint as accounts
from ats.careers.views import blueprint as careers
from ats.inbox.views import blueprint as hooks
from ats.platform.health import blueprint as health
from ats.settings.views import blueprint as settings
from ats.workspace.views import blueprint as workspace

# The public site is at the root, so that its addresses are those that others link to.
URLS = (
    (health, ""),
    (hooks, ""),
    (careers, ""),
    (accounts, ""),
    (workspace, "/dashboard"),
    (settings, "/dashboard/settings"),
)

# Asked by machines that sign what they send; a form's token would mean nothing there.
SIGNED = hooks
