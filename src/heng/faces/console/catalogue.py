"""The entry catalogue 「进场目录」: which trades must enter, from which amount, by which document, as of a day."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from heng.engines import codes
from heng.faces.console.certainty import Certainty, certainty
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import is_staff
from heng.registers.authorities.selectors import CatalogueRow
from heng.registers.credit.models import Regime

ANY = [("", _("全部"))]
WORKS: dict[str, str | Promise] = {
    "": _("各类"),
    "construction": _("工程施工"),
    "goods": _("货物"),
    "services": _("服务"),
}
SCOPES: dict[str, str | Promise] = {
    "public": _("使用国有资金等的项目应当进场"),
    "any": _("不论资金来源均应进场"),
    "optional": _("可以进场"),
}
LEVELS: dict[str, str | Promise] = {"": _("各级"), "province": _("省级"), "city": _("市级"), "county": _("县级")}


class LawFilter(forms.Form):
    """Which rows, as of which day."""

    q = forms.CharField(label=_("名称、依据或类别代码"), max_length=60, required=False)
    regime = forms.ChoiceField(label=_("适用制度"), choices=[*ANY, *Regime.choices], required=False)
    on = forms.DateField(label=_("施行状态截至"), widget=forms.DateInput({"type": "date"}), required=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the catalogue in words."""

    row: CatalogueRow
    regime: str | Promise
    trade: str
    place: str
    level: str | Promise
    work: str | Promise
    scope: str | Promise
    certainty: Certainty


@admitted(is_staff)
def catalogue(request: ActorRequest) -> HttpResponse:
    """Show the catalogue as it stood on a day."""
    form = LawFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("on") or localdate()
    words, regime = asked.get("q", "").strip().lower(), asked.get("regime", "")
    rows = [row for row in authorities.catalogue(on=day) if regime in {"", row.regime} and words in _text(row)]
    context = {"form": form, "day": day, "lines": [_line(row) for row in rows]}
    return render(request, "console/catalogue.html", context)


def trade_name(code: str) -> str:
    """Name a class of trades in Chinese, by its exact code; without a code every class is meant."""
    found = codes.trade_classes().get(code)
    return f"{code} {found.name}" if found else code


def _text(row: CatalogueRow) -> str:
    return f"{row.id} {row.title} {row.trade_class} {row.document_number} {row.article}".lower()


def _line(row: CatalogueRow) -> Line:
    return Line(
        row,
        Regime(row.regime).label,
        trade_name(row.trade_class),
        codes.region_name(row.region) if row.region else "",
        LEVELS.get(row.level, row.level),
        WORKS.get(row.work, row.work),
        SCOPES.get(row.scope, row.scope),
        certainty(row.certainty),
    )
