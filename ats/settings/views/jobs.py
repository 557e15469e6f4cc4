"""Background work: what waits, what runs, what gave up, and trying it again."""

from datetime import timedelta

from flask import current_app, redirect, render_template, request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.platform.clock import utc_now
from ats.platform.database import transaction
from ats.platform.outbox import MAX_ATTEMPTS, is_at_work
from ats.platform.toasts import toast
from ats.settings import actions, queries
from ats.settings.views import blueprint

# A worker hands over what is due every minute; what waits longer than this has no worker.
STUCK_AFTER = timedelta(minutes=5)


@blueprint.get("/jobs")
@requires(Permission.MANAGE_SYSTEM)
def jobs():
    """List what is not done: what gave up, or what waits and runs."""
    counts = queries.count_jobs()
    gave_up = request.args.get("state", "gave_up" if counts.gave_up else "waiting") == "gave_up"
    page = queries.page_of_jobs(gave_up=gave_up, cursor=request.args.get("after"))
    return render_template(
        "settings/jobs.html",
        counts=counts,
        gave_up=gave_up,
        page=page,
        is_running=queries.is_running,
        describe=describe_job,
        describe_args=describe_args,
        most_attempts=MAX_ATTEMPTS,
        is_stuck=_is_late(counts) and not is_at_work(),
        is_first=not request.args.get("after"),
    )


def _is_late(counts: queries.JobCounts) -> bool:
    return counts.oldest_due_at is not None and counts.oldest_due_at < utc_now() - STUCK_AFTER


@blueprint.post("/jobs/<int:row_id>/retry")
@requires(Permission.MANAGE_SYSTEM)
def retry_job(row_id):
    """Try one piece of work again at once."""
    by = actor()
    with transaction():
        actions.retry_job(queries.get_job(row_id), by=by)
    toast("It is tried again now.")
    return redirect(url_for("settings.jobs", state=request.form.get("state")), 303)


@blueprint.post("/jobs/retry")
@requires(Permission.MANAGE_SYSTEM)
def retry_all_jobs():
    """Try everything again that gave up."""
    by = actor()
    with transaction():
        count = actions.retry_all(by=by)
    toast(
        "Nothing had given up."
        if not count
        else f"{count} {'job is' if count == 1 else 'jobs are'} tried again now."
    )
    return redirect(url_for("settings.jobs"), 303)


def describe_job(name: str) -> str:
    """Return what a job does in its own words, or its name if this version does not know it."""
    job = current_app.extensions["ats_jobs"].get(name)
    if job is None or not job.__doc__:
        return name
    return job.__doc__.strip().splitlines()[0].partition(";")[0].rstrip(".")


def describe_args(args: dict) -> str:
    """Return what a job is about, as "mail 12, user 3": the ids alone."""
    ids = {name.removesuffix("_id"): value for name, value in args.items() if name.endswith("_id") and value}
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in ids.items())
