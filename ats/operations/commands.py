"""The commands that run and look after an installation."""

import json
import multiprocessing
import os
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from ats.accounts.actions import make_link
from ats.accounts.queries import count_active_admins
from ats.operations import backup, doctor, ground, mail_probe, supervisor, worker
from ats.platform import migrations
from ats.platform.addresses import public_address
from ats.platform.database import transaction
from ats.platform.errors import DomainError
from ats.platform.setting_values import without_password

as_json = click.option("--json", "is_json", is_flag=True, help="Print JSON.")


@click.command("serve")
@click.option("--demo", "with_demo", is_flag=True, help="Fill an empty database with the demo company first.")
@with_appcontext
def serve(with_demo: bool) -> None:
    """Migrate the database, then run web server and worker until Ctrl-C."""
    settings = current_app.extensions["ats_settings"]
    try:
        ground.hold_folder(Path(settings.instance_dir), _say_at_once)
        ground.check_port(settings.host, settings.port, _say_at_once)
    except ground.Taken as error:
        sys.exit(f"  {error}")
    _prepare(with_demo)
    click.echo(f"\n  Requisite runs at {settings.public_url}  (sign in: {settings.public_url}/sign-in)")
    if not count_active_admins():
        with transaction():
            token = make_link("setup", None)
        click.echo(
            f"  Make the first admin here, within a day: {public_address('accounts.setup', token=token)}"
        )
    click.echo("  Stop it with Ctrl-C.\n")
    sys.stdout.flush()
    supervisor.close_connections()
    services = supervisor.services(current_app._get_current_object())
    running = supervisor.Supervisor(services, Path(settings.instance_dir) / "secret_key")
    status = running.run()
    if running.is_outdated and not running.is_stopping:
        click.echo("  The secret key is another one: starting again with it.")
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - our own command, once more
    sys.exit(status)


def _say_at_once(words: str) -> None:
    click.echo(words)
    sys.stdout.flush()


def _prepare(with_demo: bool) -> None:
    """Migrate the database and fill the demo in a child, whose memory goes with it; the services inherit ours."""

    def work() -> None:
        try:
            is_behind = migrations.is_behind()
        except OperationalError as error:
            sys.exit(f"  ATS_DATABASE_URL: {str(error.orig).strip()}")
        if is_behind:
            migrations.upgrade()
        if with_demo:
            current_app.cli.commands["demo"].main([], standalone_mode=False)

    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join()
    if child.exitcode:
        sys.exit("  The database could not be made ready; what went wrong stands above.")


@click.command("work")
@with_appcontext
def work() -> None:
    """Run the worker alone, for a machine of its own; needs ATS_REDIS_URL and PostgreSQL there."""
    app = current_app._get_current_object()
    worker.work(app, app.extensions["ats_settings"].worker_threads)


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
@with_appcontext
def backup_command(file: Path, is_json: bool) -> None:
    """Write every row and every file into FILE, while the system runs."""
    try:
        counts = backup.write_backup(file)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    _say(
        is_json,
        counts,
        f"{file}: {counts['rows']} rows and {counts['files']} files. It holds personal data: keep it safe.",
    )


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
@with_appcontext
def restore_command(file: Path, yes: bool, is_json: bool) -> None:
    """Replace all rows by those in FILE and add its files."""
    try:
        made_at = backup.check_backup(file)
        if not yes:
            settings = current_app.extensions["ats_settings"]
            click.confirm(
                f"{file} is a whole backup of {made_at:%d %B %Y %H:%M} UTC. Everything in "
                f"{without_password(settings.database_url)}, of the instance in {settings.instance_dir}, will be "
                "replaced. Go on?",
                abort=True,
            )  # fmt: skip
        migrations.upgrade()
        counts = backup.restore_backup(file)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    _say(
        is_json,
        counts,
        f"{counts['rows']} rows and {counts['files']} files are back. "
        "A running server starts again with the backup's secret key.",
    )


@click.command("config")
@click.option("--markdown", is_flag=True, help="Print the table of the README.")
@as_json
@with_appcontext
def config(is_json: bool, markdown: bool) -> None:
    """Show every setting: its value, where it comes from, and what it means."""
    rows = current_app.extensions["ats_settings"].table()
    if is_json:
        click.echo(json.dumps(rows, indent=1))
    elif markdown:
        click.echo(settings_table(rows))
    else:
        for row in rows:
            click.echo(
                f"{row['name']} = {row['value'] or '(unset)'}   [{row['origin']}]\n    {row['meaning']}"
            )


def settings_table(rows: list[dict[str, str]]) -> str:
    """Return the settings as the Markdown table of the README: name, default, meaning."""
    lines = ["| Setting | Default | Meaning |", "|---|---|---|"]
    lines += [
        f"| `{row['name']}` | {row['default'] and '`' + row['default'] + '`'} | {row['meaning']} |"
        for row in rows
    ]
    return "\n".join(lines)


@click.command("doctor")
@click.option(
    "--mail-probe", "with_probe", is_flag=True, help="Send a mail to an extended address and wait for it."
)
@click.option("--probe-seconds", default=60, show_default=True, help="How long to wait for that mail.")
@as_json
@with_appcontext
def doctor_command(with_probe: bool, probe_seconds: int, is_json: bool) -> None:
    """Say what works, what does not, and what to do; exit 1 if something does not work."""
    findings = doctor.examine()
    if with_probe:
        findings.append(mail_probe.probe(probe_seconds))
    if is_json:
        click.echo(json.dumps([finding.row() for finding in findings], indent=1))
    else:
        for finding in findings:
            advice = f"\n      {finding.advice}" if finding.advice else ""
            click.echo(f"{finding.state:>5} {finding.subject}: {finding.found}{advice}")
    sys.exit(any(finding.state == doctor.BAD for finding in findings))


def _say(is_json: bool, values: dict, sentence: str) -> None:
    click.echo(json.dumps(values) if is_json else sentence)


COMMANDS = (serve, work, backup_command, restore_command, config, doctor_command)
