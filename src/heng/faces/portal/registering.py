"""The form by which an owner registers a project 「项目登记表」: shape only; the law is asked by the services."""

from datetime import date
from decimal import Decimal

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.engines import codes
from heng.registers.parties import selectors as parties
from heng.registers.parties.models import Party
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.models import Project
from heng.registers.trading.services.dossier import ProjectFacts

WAN = Decimal(10_000)
DECLARED = {"yes": True, "no": False, "": None}
TEXTS = ("name", "trade_class", "region", "fund_source", "mode", "approval_name", "approval_number", "approval_organ")
MODES = ("公开招标", "邀请招标", "竞争性谈判", "竞争性磋商", "询价", "单一来源", "挂牌", "拍卖", "其他")
KEY = r"^[0-9a-f]{16}$"


def _classes() -> list[tuple[str, list[tuple[str, str]]]]:
    listed = codes.trade_classes()
    return [
        (row.name, [(code, f"{code} {one.name}") for code, one in listed.items() if one.parent == row.code])
        for row in listed.values()
        if not row.parent
    ]


def _regions() -> list[tuple[str, str]]:
    home = settings.HOME_REGION
    return [(code, row.name) for code, row in codes.regions().items() if codes.is_within(code, of=home)]


class RegisterForm(forms.Form):
    """What an owner tells of its project."""

    key = forms.RegexField(regex=KEY, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("项目名称"), max_length=600)
    trade_class = forms.ChoiceField(label=gettext_lazy("交易类别"))
    region = forms.ChoiceField(label=gettext_lazy("项目所在地"))
    declared = forms.ChoiceField(
        label=gettext_lazy("是否依法必须招标（采购）"),
        help_text=gettext_lazy("不确定的，由系统按登记之日有效的进场目录判断。"),
        choices=[("yes", gettext_lazy("是")), ("no", gettext_lazy("否，自愿进场")), ("", gettext_lazy("不确定"))],
        widget=forms.RadioSelect,
        required=False,
    )
    budget = forms.DecimalField(
        label=gettext_lazy("预算金额（万元）"), min_value=0, max_digits=14, decimal_places=6, required=False
    )
    fund_source = forms.CharField(label=gettext_lazy("资金来源"), max_length=200, required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("交易方式"),
        choices=[("", gettext_lazy("尚未确定")), *((mode, gettext_lazy(mode)) for mode in MODES)],
        required=False,
    )
    approval_name = forms.CharField(
        label=gettext_lazy("审批（核准、备案）文件名称"),
        help_text=gettext_lazy("依法必须招标的工程建设项目须填写文件名称或者文号（招标投标法第九条）。"),
        max_length=300,
        required=False,
    )
    approval_number = forms.CharField(label=gettext_lazy("审批文号"), max_length=120, required=False)
    approval_organ = forms.CharField(label=gettext_lazy("审批机关"), max_length=200, required=False)
    agency_code = forms.CharField(
        label=gettext_lazy("代理机构统一社会信用代码"),
        help_text=gettext_lazy("自行办理的不填。"),
        max_length=80,
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offers: dict[str, list[tuple[str, object]]] = {
            "trade_class": [("", _("请选择")), *_classes()],
            "region": [("", _("请选择")), *_regions()],
        }
        for name, offered in offers.items():
            choice = self.fields[name]
            if isinstance(choice, forms.ChoiceField):
                choice.choices = offered

    def clean_agency_code(self) -> Party | None:
        """Find the agency in the register."""
        code = self.cleaned_data["agency_code"].strip()
        found = parties.party(code) if code else None
        if code and (found is None or found.kind != Party.Kind.LEGAL):
            raise forms.ValidationError(_("主体库中没有这个代码的单位，请核对代码，或请代理机构先到交易中心登记"))
        return found

    def facts(self, owner: Party, *, registered_on: date) -> ProjectFacts:
        """Put what was filled in as the register takes it."""
        told, agency = self.cleaned_data, self.cleaned_data["agency_code"]
        return ProjectFacts(
            **{name: told[name] for name in TEXTS},
            owner=_known(owner),
            agency=_known(agency) if agency else None,
            registered_on=registered_on,
            is_mandatory=DECLARED[told["declared"]],
            budget=None if told["budget"] is None else told["budget"] * WAN,
        )

    @staticmethod
    def of(project: Project) -> dict[str, object]:
        """Say what a project says now, in the words of the form."""
        said = {value: word for word, value in DECLARED.items()}
        return {name: getattr(project, name) for name in TEXTS} | {
            "declared": said[project.is_mandatory],
            "budget": None if project.budget is None else f"{project.budget / WAN:f}".rstrip("0").rstrip("."),
            "agency_code": project.agency.code if project.agency else "",
        }


def _known(party: Party) -> PartyFacts:
    """Name a party exactly as the register has it, so that telling of it changes nothing about it."""
    return PartyFacts(name=party.name, code=party.code, scheme=party.scheme, kind=party.kind)
