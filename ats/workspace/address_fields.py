"""The two e-mail addresses that an opening or a program may own: one to apply to, one that our mail comes from."""

from flask import current_app
from wtforms import StringField, ValidationError
from wtforms.validators import Email, Length, Optional

from ats.applications.reply_addresses import has_form
from ats.company.queries import inbox_address
from ats.inbox.recipients import published_addresses, without_extension
from ats.openings.addresses import find_named, find_other_owner
from ats.openings.models import Opening, Program

ADDRESS = "Enter an e-mail address such as jobs@example.com"
_LENGTH = Length(max=254, message="The address must be 254 characters or fewer")


def address_field(label: str) -> StringField:
    """Return a field for an e-mail address, which may stay empty."""
    return StringField(label, [Optional(), Email(ADDRESS), _LENGTH])


def apply_field() -> StringField:
    """Return the field for the address to apply to."""
    return address_field("Address for applications by e-mail")


def from_field() -> StringField:
    """Return the field for the address that our mail comes from."""
    return address_field("Address that our mail comes from")


class OwnAddresses:
    """What is checked of both fields; ``owner`` is whose addresses the form shows, None for a new one's."""

    owner: Opening | Program | None = None

    def validate_apply_email(self, field):
        """An address leads to one place, so nobody else may have it; one that was shared before may stay."""
        owner, typed = self.owner, field.data or ""
        if not typed or (owner is not None and owner.apply_email.casefold() == typed.casefold()):
            return
        is_program = isinstance(owner, Program)
        other = find_other_owner(
            typed, opening=None if is_program else owner, program=owner if is_program else None
        )
        if other is not None:
            raise ValidationError(f"This address belongs to {other}")
        if typed.casefold() == current_app.config["INBOX_ADDRESS"].casefold():
            raise ValidationError("This is the published address: it is for every opening already")
        if has_form(typed):
            raise ValidationError(
                "This has the form of the addresses that answers come to: choose a shorter one"
            )
        self._check_extension(typed)

    def _check_extension(self, typed: str) -> None:
        """What extends a published address leads to whom it names."""
        base, extension = without_extension(typed), typed.rpartition("@")[0].partition("+")[2]
        named = find_named(extension) if base in published_addresses() else None
        if named is None or (type(named), named.id) == (type(self.owner), self.owner and self.owner.id):
            return
        who = f"the program “{named.name}”" if isinstance(named, Program) else f"the opening “{named.title}”"
        raise ValidationError(f"This address belongs to {who}: it names it")


def address_hint(extension: str) -> str:
    """Return what has to be known of an address to apply to; ``extension`` is a reference, a slug, or empty."""
    inbox, may_plus = inbox_address(), current_app.config["INBOX_PLUS"]
    if not inbox:
        return "Mail to it is taken in once ATS_INBOX_ADDRESS is set and your mail server hands it over."
    local, _, domain = inbox.rpartition("@")
    if may_plus and extension:
        own = f"{local}+{extension.lower()}@{domain}"
        return (
            f"{own} leads here without any set-up. Any other address must be handed over by your mail server."
        )
    return f"Your mail server must hand its mail over as it does for {inbox}."
