"""The fields of a pay, as the editor of an opening and the preview of an import have them."""

from wtforms import IntegerField, StringField, ValidationError
from wtforms.validators import NumberRange, Optional, Regexp

MAX_AMOUNT = 2_000_000_000


def amount_field(label: str) -> IntegerField:
    """Return the field of one end of a pay, in whole units."""
    check = NumberRange(0, MAX_AMOUNT, "Pay must be a whole number, 0 or more")
    return IntegerField(label, [Optional(), check])


def currency_field() -> StringField:
    """Return the field of a currency's code, which becomes capitals."""
    check = Regexp(r"(?i)^[a-z]{3}$", message="The currency must be its three-letter code, such as EUR")
    return StringField(
        "Currency", [Optional(), check], filters=[lambda value: value.upper() if value else ""]
    )


class PayChecks:
    """What a form with the fields ``pay_min``, ``pay_max`` and ``pay_currency`` checks of them together."""

    def validate_pay_max(self, field):
        """The upper end of a span is not below the lower one."""
        if field.data is not None and self.pay_min.data is not None and field.data < self.pay_min.data:
            raise ValidationError("“Pay up to” must not be less than “Pay from”")

    def validate_pay_min(self, field):
        """Pay without its currency means nothing."""
        if not self.pay_currency.data and (field.data is not None or self.pay_max.data is not None):
            raise ValidationError("Enter the currency of the pay, such as EUR")
