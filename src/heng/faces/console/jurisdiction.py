"""Who supervises what 「监督分工」: the rows of the law, and a try-out that answers with its whole trail."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.engines import codes
from heng.faces.console import trail
from heng.faces.console.catalogue import LEVELS, LawFilter, trade_name
from heng.faces.console.certainty import Certainty, certainty
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import is_staff
from heng.registers.authorities.procedure import Facts
from heng.registers.authorities.selectors import JurisdictionRow
from heng.registers.authorities.services import inquiries
from heng.registers.credit.models import Regime

DECLARED = [("", gettext_lazy("未申报")), ("yes", gettext_lazy("依法必须")), ("no", gettext_lazy("非依法必须"))]
MEANT = {"yes": True, "no": False}
MUST: dict[bool | None, tuple[str, str | Promise]] = {
    True: ("warn", gettext_lazy("应当进场")),
    False: ("ok", gettext_lazy("不是必须进场，可以自愿进场")),
    None: ("idle", gettext_lazy("不能据现有情况判断")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the division of duties in words."""

    row: JurisdictionRow
    regime: str | Promise
    trade: str
    level: str | Promise
    departments: tuple[str, ...]
    certainty: Certainty


@admitted(is_staff)
def jurisdiction(request: ActorRequest) -> HttpResponse:
    """Show which kind of department supervises which class of trade, as of a day."""
    form = LawFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("on") or localdate()
    words, regime = asked.get("q", "").strip().lower(), asked.get("regime", "")
    names = _kinds(day)
    lines = [_line(row, names) for row in authorities.jurisdiction(on=day) if regime in {"", row.regime}]
    found = [line for line in lines if words in _text(line)]
    return render(request, "console/jurisdiction.html", {"form": form, "day": day, "lines": found})


class ProjectFacts(forms.Form):
    """A project as the law sees it, none of it registered."""

    trade_class = forms.ChoiceField(label=gettext_lazy("交易类别"))
    regime = forms.ChoiceField(
        label=gettext_lazy("适用制度"),
        choices=[("", gettext_lazy("按交易类别确定")), *Regime.choices],
        required=False,
    )
    region = forms.ChoiceField(label=gettext_lazy("行政区划"))
    is_mandatory = forms.ChoiceField(label=gettext_lazy("申报情况"), choices=DECLARED, required=False)
    budget = forms.DecimalField(
        label=gettext_lazy("预算金额（元）"), max_digits=18, decimal_places=2, min_value=0, required=False
    )
    fund_source = forms.CharField(
        label=gettext_lazy("资金来源"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("如：财政资金、国有企业自筹、民间投资。"),
    )
    section_classes = forms.MultipleChoiceField(
        label=gettext_lazy("标段类别"),
        required=False,
        help_text=gettext_lazy("可选多项；不选则按整个项目判断。"),
    )
    industry = forms.CharField(label=gettext_lazy("行业（GB/T 4754 门类加大类，如 N77）"), max_length=4, required=False)
    registered_on = forms.DateField(
        label=gettext_lazy("登记日期"),
        widget=forms.DateInput({"type": "date"}),
        required=False,
        help_text=gettext_lazy("按这一天施行的目录判断；不填为今天。"),
    )

    def offer(self) -> "ProjectFacts":
        """Offer the lists of codes."""
        offered = {
            "trade_class": [
                (row.code, f"{row.code} {row.name}") for row in codes.trade_classes().values() if row.parent
            ],
            "region": [(row.code, f"{row.name} {row.code}") for row in codes.regions().values()],
            "section_classes": [(row.code, f"{row.code} {row.name}") for row in codes.section_classes().values()],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        return self

    def clean_registered_on(self) -> date:
        day: date | None = self.cleaned_data["registered_on"]
        if day is not None and day > localdate():
            raise forms.ValidationError(_("登记日期不能晚于今天"))
        return day or localdate()

    def facts(self) -> Facts:
        """The facts as the rules take them."""
        asked = self.cleaned_data
        return Facts(
            trade_class=asked["trade_class"],
            regime=asked["regime"] or codes.trade_classes()[asked["trade_class"]].regime,
            region=asked["region"],
            registered_on=asked["registered_on"],
            is_mandatory=MEANT.get(asked["is_mandatory"]),
            budget=asked["budget"],
            fund_source=asked["fund_source"],
            industry=asked["industry"].upper(),
            section_classes=tuple(asked["section_classes"]),
        )


@admitted(is_staff)
def whose(request: ActorRequest) -> HttpResponse:
    """Answer who would supervise a project of such facts, and whether it must enter; nothing is written."""
    asked = request.GET if "trade_class" in request.GET else None
    form = ProjectFacts(asked, initial={"region": settings.HOME_REGION}).offer()
    context: dict[str, object] = {"form": form}
    if asked is not None and form.is_valid():
        facts = form.facts()
        entry = inquiries.must_enter(facts)
        resolution = inquiries.who_supervises(facts, on=localdate())
        tone, word = MUST[entry.required]
        context |= {
            "facts": facts,
            "regime": Regime(facts.regime).label,
            "entry": entry,
            "entry_tone": tone,
            "entry_word": word,
            "resolution": resolution,
            "steps": trail.steps(resolution.trail),
        }
    return render(request, "console/whose.html", context)


def _kinds(on: date) -> dict[str, str]:
    """Name each kind of department as it is called in this city."""
    return {organ.kind: organ.name for organ in authorities.organs(on=on, region=settings.HOME_REGION)}


def _line(row: JurisdictionRow, names: dict[str, str]) -> Line:
    return Line(
        row,
        Regime(row.regime).label,
        trade_name(row.trade_class),
        LEVELS.get(row.level, row.level),
        tuple(names.get(kind, kind) for kind in row.kinds),
        certainty(row.certainty),
    )


def _text(line: Line) -> str:
    row = line.row
    told = f"{row.id} {row.title} {line.trade} {row.document_number} {row.article} {' '.join(line.departments)}"
    return told.lower()
