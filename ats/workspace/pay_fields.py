"""The fields of a pay, as the editor of an opening and the preview of an import have them."""

from wtforms import Field, StringField, ValidationError
from wtforms.validators import AnyOf, Optional
from wtforms.widgets import TextInput

from ats.platform.amounts import MOST, read_amount
from ats.vocabulary.currencies import CURRENCIES


class AmountField(Field):
    """An amount of money, with a point or a comma before its fraction; None where nothing is given."""

    widget = TextInput()

    def process_formdata(self, valuelist):
        """Read what was typed; raise ValueError, in words, for what is no amount."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = read_amount(typed) if typed else None
        if typed and self.data is None:
            raise ValueError(f"“{self.label.text}” must be an amount such as 50,000 or 17.50")
        if typed and self.data > MOST:
            raise ValueError(f"“{self.label.text}” must be at most {MOST:,}")

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else str(self.data)


def amount_field(label: str) -> AmountField:
    """Return the field of one end of a pay."""
    return AmountField(label, [Optional()], render_kw={"inputmode": "decimal"})


def currency_field() -> StringField:
    """Return the field of a currency's code, which becomes capitals."""
    check = AnyOf(CURRENCIES, message="The currency must be its three-letter code, such as EUR")
    return StringField(
        "Currency", [Optional(), check], filters=[lambda value: value.strip().upper() if value else ""]
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
