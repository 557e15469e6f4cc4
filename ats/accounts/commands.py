"""The ``users`` commands: adding people and getting the first admin in, from the server's own shell."""

import json
import sys

import click
from flask.cli import AppGroup

from ats.accounts import actions, queries
from ats.accounts.models import User
from ats.accounts.policy import Role
from ats.platform.addresses import public_address
from ats.platform.database import transaction
from ats.platform.errors import DomainError

users = AppGroup("users", help="Add and list the people who sign in.")
as_json = click.option("--json", "is_json", is_flag=True, help="Print JSON.")


@users.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--name", default="", help="Full name; the part before the @ if left out.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@as_json
def add(email: str, role: str, name: str, password_stdin: bool, is_json: bool) -> None:
    """Add somebody; without a password a one-time link is printed with which they choose one."""
    if email.count("@") != 1 or email.strip() != email or not all(email.partition("@")[::2]):
        raise click.BadParameter("an address such as name@example.com is expected", param_hint="EMAIL")
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    try:
        password_hash = actions.hash_for(password, email) if password is not None else None
        with transaction():
            user = actions.create_user(
                email, name or email.partition("@")[0], Role(role), password_hash=password_hash
            )
            token = actions.make_link("invite", user) if password_hash is None else None
    except DomainError as error:
        raise click.ClickException(error.message) from error
    link = public_address("accounts.accept", token=token) if token else None
    if is_json:
        click.echo(json.dumps({**_row(user), "link": link}))
    else:
        click.echo(f"{user.email} is a new {user.role_label.lower()}.")
        if link:
            click.echo(f"They choose a password here, within 7 days:\n{link}")


@users.command("password")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the new password from standard input.")
@as_json
def password_(email: str, password_stdin: bool, is_json: bool) -> None:
    """Give somebody another password; without one a one-time link is printed with which they choose it."""
    typed = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    try:
        password_hash = actions.hash_for(typed, email) if typed is not None else None
        with transaction():
            user = queries.find_user_by_email(email)
            if user is None:
                raise click.ClickException(
                    f"Nobody signs in as {email}. Who does: flask --app wsgi users list"
                )
            if password_hash is not None:
                actions.replace_password(user, password_hash)
            token = actions.make_link("reset", user) if password_hash is None else None
    except DomainError as error:
        raise click.ClickException(error.message) from error
    link = public_address("accounts.accept", token=token) if token else None
    if is_json:
        click.echo(json.dumps({**_row(user), "link": link}))
    elif link:
        click.echo(f"They choose a new password here, within 2 hours:\n{link}")
    else:
        click.echo(f"{user.email} has a new password, and is signed out everywhere.")


@users.command("list")
@as_json
def list_(is_json: bool) -> None:
    """List everybody with role and state."""
    rows = [_row(user) for user in queries.list_users()]
    if is_json:
        click.echo(json.dumps(rows, indent=1))
    for row in [] if is_json else rows:
        click.echo(f"{row['email']:<40} {row['role']:<15} {row['state']:<9} {row['name']}")


@users.command("setup-link")
@as_json
def setup_link(is_json: bool) -> None:
    """Print a one-time link with which the first admin is made; earlier ones stop working."""
    if queries.count_active_admins():
        raise click.ClickException(
            "There is an admin already. An admin invites others under Settings, People."
        )
    with transaction():
        link = public_address("accounts.setup", token=actions.make_link("setup", None))
    click.echo(json.dumps({"link": link}) if is_json else f"Make the first admin here, within a day:\n{link}")


def _row(user: User) -> dict[str, str | None]:
    return {"email": user.email, "name": user.name, "role": user.role, "state": user.state}


COMMANDS = (users,)
