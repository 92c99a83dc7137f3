"""Lists that a clerk types or pastes 「逐行填报」: one line each, parted by commas or by the tabs of a spreadsheet."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _

from heng.engines import codes
from heng.registers.parties.services import PartyFacts

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

PARTED = re.compile(r"[\t，,;；|]")
MOST = 500
FOREIGN = re.compile(r"[A-Za-z][A-Za-z0-9-]*:.+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a name, a code that may be empty, an amount in 元 that may be missing."""

    name: str
    code: str = ""
    amount: Decimal | None = None


class LinesField(forms.CharField):
    """Lines of name, code and amount; what is wrong is said with the number of its line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(
        self, label: "str | Words", help_text: "str | Words", *, required: bool = False, of_parties: bool = True
    ) -> None:
        self.of_parties = of_parties  # else the codes are those of sections
        super().__init__(label=label, help_text=help_text, required=required, max_length=100_000)

    def clean(self, value: object) -> tuple[Line, ...]:
        """Read the lines; the empty ones are passed over."""
        text = str(super().clean(value))
        numbered = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
        if len(numbered) > MOST:
            raise forms.ValidationError(_("一次最多填写500行，请分批提交"))
        read = [self._line(number, line) for number, line in numbered]
        return tuple(read)

    def _line(self, number: int, line: str) -> Line:
        name, code, amount, *more = [*(part.strip() for part in PARTED.split(line)), "", ""]
        if not name or any(more):
            raise forms.ValidationError(_("第%(line)d行：请按“名称，代码，金额”填写") % {"line": number})
        if self.of_parties and code:
            code = party_code(code, number)
        return Line(name, code, _amount(amount, number))


def party_code(text: str, line: int = 0) -> str:
    """Take a credit code that its check character confirms, or a foreign code with its scheme.

    Raises:
        ValidationError: it is neither.
    """
    check = codes.check_uscc(text)
    if check.ok or FOREIGN.fullmatch(text):
        return check.value if check.ok else text
    where = _("第%(line)d行：") % {"line": line} if line else ""
    told = _("代码“%(code)s”不是有效的统一社会信用代码，请核对") % {"code": text}
    raise forms.ValidationError(where + told)


def party(name: str, code: str, *roles: str) -> PartyFacts:
    """Put a name and a code that was checked as the register of parties takes them."""
    scheme = "USCC" if codes.is_uscc(code) else "FOREIGN" if code else "NAME"
    return PartyFacts(name=name, code=code, scheme=scheme, roles=roles)


def _amount(text: str, line: int) -> Decimal | None:
    if not text:
        return None
    try:
        amount = Decimal(text.replace(" ", "").removesuffix("元"))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        told = _("第%(line)d行：金额“%(amount)s”不是有效的数字，请以元为单位填写，不加千分位逗号")
        raise forms.ValidationError(told % {"line": line, "amount": text})
    return amount
