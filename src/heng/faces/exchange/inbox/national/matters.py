"""What others did in their supervision 「监管事项」: datasets 400, 402, 404.

These are acts of other systems: they are kept as told, beside the project, and decide nothing here.
"""

from dataclasses import dataclass
from datetime import date

from heng.faces.exchange.inbox.national.fields import TABLES
from heng.faces.exchange.inbox.national.tendering import day
from heng.faces.exchange.inbox.national.values import Values
from heng.faces.exchange.inbox.record import Filing, SourceProfile

PERSONAL = frozenset({"person", "phone", "mail", "identity"})
TITLES = {"400": "APPROVAL_PROJECT", "402": "ALERT_INFO", "404": "DISSENT_REASON"}
ORGANS = {"400": "GOVERMENT", "402": "SUPERVISOR_UNIT_NAME", "404": "DEALING_UNIT"}
DAYS = {"400": "APPROVAL_DATE", "402": "ALERT_DATE", "404": "COMPLAINT_DATE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterFiling(Filing):
    """A matter of supervision as told: `told` and `personal` are pairs of label and text, in the order of the table."""

    dataset: str
    key: str
    tender_code: str
    lot_code: str
    deal_code: str
    title: str
    organ: str
    happened_on: date | None
    told: tuple[tuple[str, str], ...]
    personal: tuple[tuple[str, str], ...]
    withdrawn: bool = False


def item(values: Values, profile: SourceProfile) -> MatterFiling:  # noqa: ARG001
    """400: a matter of administrative supervision."""
    return _matter("400", values)


def alarm(values: Values, profile: SourceProfile) -> MatterFiling:  # noqa: ARG001
    """402: an alarm about a project."""
    return _matter("402", values)


def complaint(values: Values, profile: SourceProfile) -> MatterFiling:  # noqa: ARG001
    """404: a complaint that another system handled."""
    return _matter("404", values)


def _matter(dataset: str, values: Values) -> MatterFiling:
    fields = [field for field in TABLES[dataset].fields if values.text(field.name)]
    when = DAYS[dataset]
    return MatterFiling(
        dataset=dataset,
        key=values.key or f"{values.text('BID_SECTION_CODE')}:{values.text(when)}",
        tender_code=values.text("TENDER_PROJECT_CODE"),
        lot_code=values.text("BID_SECTION_CODE"),
        deal_code=values.text("UNIFIED_DEAL_CODE"),
        title=values.cut(TITLES[dataset], 600),
        organ=values.text(ORGANS[dataset]),
        happened_on=day(values.moment(when)),
        told=tuple((field.label, values.text(field.name)) for field in fields if field.kind not in PERSONAL),
        personal=tuple((field.label, values.text(field.name)) for field in fields if field.kind in PERSONAL),
    )
