"""What an admin can do to the running system: send a test mail, have work tried again."""

from ats.accounts.models import User
from ats.platform import mailbox, outbox
from ats.platform.errors import Conflict
from ats.platform.events import Actor, publish
from ats.platform.mailbox import Mail
from ats.platform.outbox import OutboxRow
from ats.settings import queries
from ats.settings.events import JobRetried, MailTested


def send_test_mail(to: str, user: User) -> Mail:
    """Queue a test mail; it goes the way of every other mail, through the outbox and the worker."""
    mail = mailbox.post("test", to, user=user)
    publish(MailTested(by=Actor.user(user.id), personal={"to": mail.to_address}))
    return mail


def retry_job(row: OutboxRow, *, by: Actor) -> None:
    """Have one piece of work tried at once; raise Conflict if it is done or being done."""
    if row.done_at is not None or queries.is_running(row):
        raise Conflict("This is done, or being done just now.")
    outbox.retry(row)
    publish(JobRetried(by=by, row_id=row.id, job=row.job))


def retry_all(*, by: Actor) -> int:
    """Have everything tried again that gave up; return how much that is."""
    rows = queries.list_given_up()
    for row in rows:
        retry_job(row, by=by)
    return len(rows)
