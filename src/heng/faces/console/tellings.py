"""Forms by which a clerk of the centre tells what happened in a trade 「环节填报」; each goes the way of the intake."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.faces.console.pasted import LinesField, party, party_code
from heng.registers.authorities.actors import Actor
from heng.registers.credit.models import Regime
from heng.registers.parties.services import PartyFacts
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Abnormality, Award, Notice, Performance, Project
from heng.registers.trading.services import acts
from heng.registers.trading.services.dossier import (
    AbnormalityFacts,
    AwardFacts,
    BidFacts,
    CandidateFacts,
    ChangeFacts,
    ContractFacts,
    EvaluationFacts,
    LotFacts,
    NoticeFacts,
    OpeningFacts,
    PerformanceFacts,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

MOMENT = "%Y-%m-%dT%H:%M"
LONG = forms.Textarea(attrs={"rows": 4})


def role_of(project: Project) -> str:
    """Say what a bidder is called in this trade, by the codes of the data standard: 03 投标人, 06 供应商."""
    return "03" if project.regime == Regime.TENDERING else "06"


def moment(label: "str | Words", *, required: bool = True) -> forms.DateTimeField:
    """A field for a day and an hour in local time."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, widget=widget, required=required)


def day(label: "str | Words", *, required: bool = True) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}), required=required)


def money(label: "str | Words") -> forms.DecimalField:
    """A field for an amount in 元."""
    return forms.DecimalField(label=label, max_digits=18, decimal_places=2, min_value=0, required=False)


def text(label: "str | Words", length: int, *, required: bool = True) -> forms.CharField:
    """A field for a line of text."""
    return forms.CharField(label=label, max_length=length, required=required)


class Telling(forms.Form):
    """One act about one project. `key` names what is told, so that a form sent twice tells it once."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=lambda: f"console-{uuid4().hex}")

    def offer(self, project: Project, actor: Actor) -> None:
        """Offer what the project already has: its lots, bidders, contracts."""

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """Do it; the form is valid."""
        raise NotImplementedError

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer these choices in a field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class LotTelling(Telling):
    """An act about one lot."""

    lot = forms.ChoiceField(label=gettext_lazy("标段（包）"))

    def offer(self, project: Project, actor: Actor) -> None:
        """Offer the lots."""
        self.choose("lot", [(view.lot.source_key, view.lot.name) for view in trading.bids_of(project, actor)])


class PartyTelling(LotTelling):
    """An act about one lot and one party: a bidder known already, or one named here."""

    party = forms.ChoiceField(label=gettext_lazy("中标（成交、签约）单位"), required=False)
    party_name = forms.CharField(label=gettext_lazy("单位名称（不在上面列表中时填写）"), max_length=500, required=False)
    party_code = forms.CharField(
        label=gettext_lazy("统一社会信用代码（不在上面列表中时填写）"), max_length=80, required=False
    )

    def offer(self, project: Project, actor: Actor) -> None:
        """Offer the lots and whoever bids or stands as a candidate."""
        super().offer(project, actor)
        known = {bid.bidder.pk: bid.bidder for view in trading.bids_of(project, actor) for bid in view.bids}
        known |= {row.party_id: row.party for row in trading.candidates_of(project, actor)}
        self.known = {str(pk): found for pk, found in known.items()}
        self.choose("party", [("", "—"), *((pk, found.name) for pk, found in self.known.items())])

    def clean_party_code(self) -> str:
        """Take a code only if it can be one."""
        code = str(self.cleaned_data["party_code"]).strip()
        return party_code(code) if code else ""

    def clean(self) -> None:
        """Want one party."""
        given = self.cleaned_data
        if not self.errors and not given.get("party") and not given.get("party_name"):
            raise forms.ValidationError(_("请选择单位；不在列表中的，请填写单位名称和代码"))

    def facts(self) -> PartyFacts:
        """The party as the intake takes it."""
        given = self.cleaned_data
        found = self.known.get(given["party"])
        if found is None:
            return party(given["party_name"], given["party_code"])
        code = "" if found.scheme == found.Scheme.NAME else found.code
        return PartyFacts(name=found.name, code=code, scheme=found.scheme, kind=found.kind)


class NoticeForm(Telling):
    """A notice, with the lots it announces."""

    kind = forms.ChoiceField(label=gettext_lazy("公告类型"), choices=Notice.Kind)
    title = text(gettext_lazy("标题"), 600)
    published_at = moment(gettext_lazy("发布时间"))
    medium = text(gettext_lazy("发布媒介"), 300, required=False)
    url = forms.URLField(label=gettext_lazy("网址"), max_length=1000, required=False, assume_scheme="https")
    bids_due_at = moment(gettext_lazy("投标截止时间（招标公告填写）"), required=False)
    ends_on = day(gettext_lazy("公示截止日期（公示类公告填写）"), required=False)
    content = forms.CharField(label=gettext_lazy("内容"), max_length=100_000, required=False, widget=LONG)
    lots = LinesField(
        gettext_lazy("标段（包）"),
        gettext_lazy("每行一个：名称，分类代码（可空），控制价（元，可空）。已登记的标段不用再填。"),
        of_parties=False,
    )
    KINDS = tuple(kind for kind in Notice.Kind if kind not in {Notice.Kind.CANDIDATES, Notice.Kind.TERMINATION})

    def offer(self, project: Project, actor: Actor) -> None:  # noqa: ARG002  -- every telling is offered alike
        """Offer the kinds that are told by this act."""
        self.choose("kind", [(kind.value, str(kind.label)) for kind in self.KINDS])

    def notice(self) -> NoticeFacts:
        """The notice as the intake takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"lots", "medium"}}
        return NoticeFacts(media=self.cleaned_data["medium"], **given)

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """Publish it."""
        key = self.cleaned_data["key"]
        lots = [
            LotFacts(key=f"{key}-{number}", name=line.name, section_class=line.code, budget=line.amount)
            for number, line in enumerate(self.cleaned_data["lots"], start=1)
        ]
        return acts.publish_notice(project, self.notice(), lots=lots, by=by, on=on)


class AnnounceForm(NoticeForm):
    """The notice that opens a trade."""

    KINDS = (Notice.Kind.TENDER, Notice.Kind.PREQUALIFICATION)


class PubliciseForm(Telling):
    """The candidates are published."""

    title = text(gettext_lazy("标题"), 600)
    published_at = moment(gettext_lazy("发布时间"))
    ends_on = day(gettext_lazy("公示截止日期"))
    medium = text(gettext_lazy("发布媒介"), 300, required=False)
    url = forms.URLField(label=gettext_lazy("网址"), max_length=1000, required=False, assume_scheme="https")
    content = forms.CharField(label=gettext_lazy("内容"), max_length=100_000, required=False, widget=LONG)

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """Publish them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "medium"}
        notice = NoticeFacts(kind=Notice.Kind.CANDIDATES, media=self.cleaned_data["medium"], **given)
        return acts.publicise(project, notice, by=by, on=on)


class OpenForm(LotTelling):
    """The bids of a lot are opened, all of them."""

    opened_at = moment(gettext_lazy("开标时间"))
    place = text(gettext_lazy("开标地点"), 300, required=False)
    bids = LinesField(
        gettext_lazy("投标人及报价"),
        gettext_lazy("每行一家：名称，统一社会信用代码，报价（元）。可以直接从表格粘贴三列。"),
        required=True,
    )

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """Open them."""
        given = self.cleaned_data
        key, lot, role = given["key"], given["lot"], role_of(project)
        bids = [
            BidFacts(key=f"{key}-{number}", lot=lot, bidder=party(line.name, line.code, role), price=line.amount)
            for number, line in enumerate(given["bids"], start=1)
        ]
        opening = OpeningFacts(key=key, lot=lot, opened_at=given["opened_at"], place=given["place"])
        return acts.open_bids(project, opening, bids, by=by, on=on)


class EvaluateForm(LotTelling):
    """The panel hands in its report."""

    ended_at = moment(gettext_lazy("评标（评审）结束时间"))
    result = text(gettext_lazy("结论"), 60, required=False)
    content = forms.CharField(label=gettext_lazy("报告内容"), max_length=100_000, required=False, widget=LONG)
    candidates = LinesField(
        gettext_lazy("推荐的中标候选人"),
        gettext_lazy("按名次每行一家：名称，统一社会信用代码，报价（元）。"),
    )

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """Hand it in."""
        given = self.cleaned_data
        key, lot = given["key"], given["lot"]
        ranked = [
            CandidateFacts(
                key=f"{key}-{rank}",
                lot=lot,
                party=party(line.name, line.code),
                rank=rank,
                price=line.amount,
            )
            for rank, line in enumerate(given["candidates"], start=1)
        ]
        report = EvaluationFacts(
            key=key, lot=lot, ended_at=given["ended_at"], result=given["result"], content=given["content"]
        )
        return acts.evaluate(project, report, candidates=ranked, by=by, on=on)


class AwardForm(PartyTelling):
    """A lot is awarded."""

    amount = money(gettext_lazy("中标（成交）金额（元）"))
    awarded_at = moment(gettext_lazy("定标时间"))

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """Award it."""
        given = self.cleaned_data
        told = AwardFacts(
            key=given["key"],
            lot=given["lot"],
            party=self.facts(),
            amount=given["amount"],
            awarded_at=given["awarded_at"],
            status=Award.Status.ACTIVE,
        )
        return acts.award(project, [told], by=by, on=on)


class SignForm(PartyTelling):
    """A contract is signed."""

    number = text(gettext_lazy("合同编号"), 120, required=False)
    name = text(gettext_lazy("合同名称"), 600)
    amount = money(gettext_lazy("合同金额（元）"))
    signed_on = day(gettext_lazy("签订日期"))
    starts_on = day(gettext_lazy("开始日期"), required=False)
    ends_on = day(gettext_lazy("结束日期"), required=False)
    PLAIN = ("key", "lot", "number", "name", "amount", "signed_on", "starts_on", "ends_on")

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """Sign it."""
        plain = {name: self.cleaned_data[name] for name in self.PLAIN}
        return acts.sign(project, ContractFacts(party=self.facts(), **plain), by=by, on=on)


class ContractTelling(Telling):
    """An act about one contract."""

    contract = forms.ChoiceField(label=gettext_lazy("合同"))

    def offer(self, project: Project, actor: Actor) -> None:
        """Offer the contracts."""
        rows = [view.contract for view in trading.contracts_of(project, actor)]
        self.choose("contract", [(row.source_key, row.name or row.number or row.source_key) for row in rows])


class ChangeForm(ContractTelling):
    """A contract is changed."""

    content = forms.CharField(label=gettext_lazy("变更内容"), max_length=100_000, widget=LONG)
    amount = forms.DecimalField(
        label=gettext_lazy("变更金额（元，减少的填负数）"), max_digits=18, decimal_places=2, required=False
    )
    changed_on = day(gettext_lazy("变更日期"))

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """Change it."""
        return acts.change_contract(project, ChangeFacts(**self.cleaned_data), by=by, on=on)


class PerformanceForm(ContractTelling):
    """A contract is performed, step by step."""

    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=Performance.Kind)
    content = forms.CharField(label=gettext_lazy("内容"), max_length=100_000, required=False, widget=LONG)
    amount = money(gettext_lazy("金额（元）"))
    happened_on = day(gettext_lazy("日期"))

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """Record it."""
        return acts.record_performance(project, PerformanceFacts(**self.cleaned_data), by=by, on=on)


class CompleteForm(PerformanceForm):
    """The last acceptance or settlement."""

    def offer(self, project: Project, actor: Actor) -> None:
        """Offer the kinds that complete a contract."""
        super().offer(project, actor)
        last = (Performance.Kind.ACCEPTANCE, Performance.Kind.SETTLEMENT)
        self.choose("kind", [(kind.value, str(kind.label)) for kind in last])


class FailForm(Telling):
    """The trade failed."""

    title = text(gettext_lazy("名称"), 600)
    approved_at = moment(gettext_lazy("发生（审批）时间"))
    content = forms.CharField(label=gettext_lazy("情况说明"), max_length=100_000, widget=LONG)

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """Record it."""
        told = AbnormalityFacts(kind=Abnormality.Kind.FAILED, **self.cleaned_data)
        return acts.fail(project, told, by=by, on=on)


class TerminateForm(FailForm):
    """The trade ends for good."""

    kind = forms.ChoiceField(label=gettext_lazy("类型"))

    def offer(self, project: Project, actor: Actor) -> None:  # noqa: ARG002
        """Offer the two ways in which a trade ends."""
        ways = (Abnormality.Kind.OPENING_STOPPED, Abnormality.Kind.NOTICE_REVOKED)
        self.choose("kind", [(kind.value, str(kind.label)) for kind in ways])

    def tell(self, project: Project, *, by: Actor, on: date) -> Project:
        """End it."""
        return acts.terminate(project, AbnormalityFacts(**self.cleaned_data), by=by, on=on)
