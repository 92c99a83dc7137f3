"""The project 「项目」: what is to be traded, by whom, and who supervises it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heng.ledger.search import BigramField
from heng.registers.authorities.models import Authority
from heng.registers.credit.models import Regime
from heng.registers.parties.models import Party


class Stage(models.TextChoices):
    """Where a project stands 「阶段」; the first three lie before the gate."""

    APPLIED = "applied", _("待进场")
    REFUSED = "refused", _("未准进场")
    WITHDRAWN = "withdrawn", _("已撤回")
    ADMITTED = "admitted", _("已进场")
    ANNOUNCED = "announced", _("公告中")
    OPENED = "opened", _("已开标")
    EVALUATED = "evaluated", _("已评标")
    PUBLICISED = "publicised", _("候选人公示")
    AWARDED = "awarded", _("已定标")
    CONTRACTED = "contracted", _("已签合同")
    COMPLETED = "completed", _("已履约")
    FAILED = "failed", _("流标")
    TERMINATED = "terminated", _("终止交易")


BEFORE_THE_GATE = (Stage.APPLIED, Stage.REFUSED, Stage.WITHDRAWN)


class Fact(models.Model):
    """What a trading system told; `source_key` is its key there, so that telling twice changes nothing."""

    source_key = models.CharField(max_length=160)
    withdrawn_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        abstract = True


class Investment(models.Model):
    """The undertaking that one or more trades serve 「投资项目」 (dataset 500), with its approval."""

    source = models.CharField(_("来源系统"), max_length=40)
    code = models.CharField(_("项目编号"), max_length=50)
    invest_code = models.CharField(_("投资项目统一代码"), max_length=24, blank=True)
    name = models.CharField(_("项目名称"), max_length=600)
    region = models.CharField(_("行政区划"), max_length=6)
    industry = models.CharField(_("行业"), max_length=12, blank=True)
    fund_source = models.CharField(_("资金来源"), max_length=200, blank=True)
    scale = models.TextField(_("建设规模"), blank=True)
    address = models.CharField(_("建设地点"), max_length=300, blank=True)
    approval_name = models.CharField(_("审批文件名称"), max_length=300, blank=True)
    approval_number = models.CharField(_("审批文号"), max_length=120, blank=True)
    approval_organ = models.CharField(_("审批机关"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "code"], name="one_investment_of_a_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The reference of this undertaking."""
        return f"TZ{self.pk:06d}"


class Project(models.Model):
    """A trade from registration to performance 「交易项目」."""

    source = models.CharField(_("来源系统"), max_length=40)
    source_key = models.CharField(_("来源主键"), max_length=160)
    investment = models.ForeignKey(Investment, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    tender_code = models.CharField(_("招标（采购）项目编号"), max_length=60, blank=True)
    deal_code = models.CharField(_("统一交易标识码"), max_length=40, blank=True, db_index=True)
    name = models.CharField(_("项目名称"), max_length=600)
    trade_class = models.CharField(_("交易类别"), max_length=3)
    regime = models.CharField(_("适用制度"), max_length=8, choices=Regime)
    region = models.CharField(_("行政区划"), max_length=6)
    place = models.CharField(_("交易场所"), max_length=120, blank=True)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="owned_projects")
    agency = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="agented_projects")
    is_mandatory = models.BooleanField(_("依法必须招标（采购）"), null=True)  # empty: not declared, judged by catalogue
    fund_source = models.CharField(_("资金来源"), max_length=200, blank=True)
    budget = models.DecimalField(_("预算金额"), max_digits=20, decimal_places=6, null=True, blank=True)
    currency = models.CharField(_("币种"), max_length=3, default="CNY")
    mode = models.CharField(_("交易方式"), max_length=40, blank=True)
    is_electronic = models.BooleanField(_("全流程电子化"), null=True)
    approval_name = models.CharField(_("审批文件名称"), max_length=300, blank=True)
    approval_number = models.CharField(_("审批文号"), max_length=120, blank=True)
    approval_organ = models.CharField(_("审批机关"), max_length=200, blank=True)
    section_classes = models.CharField(_("标段（包）分类"), max_length=200, blank=True)  # of its lots, comma-separated
    registered_on = models.DateField(_("登记日期"))
    stage = models.CharField(_("阶段"), max_length=12, choices=Stage, default=Stage.APPLIED)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("监督部门")
    )
    resolution = models.JSONField(_("监督部门确定依据"), default=dict, blank=True)  # the resolver's trail, as it was
    admitted_on = models.DateField(_("进场日期"), null=True, blank=True)
    refusal_code = models.CharField(max_length=40, blank=True)
    refusal_reason = models.TextField(_("未准进场原因"), blank=True)
    refusal_law = models.CharField(_("未准进场依据"), max_length=200, blank=True)
    opens_at = models.DateTimeField(_("开标时间"), null=True, blank=True)
    search = BigramField(blank=True)

    class Meta:
        ordering = ["-registered_on", "-pk"]
        indexes = [
            models.Index(fields=["authority", "stage", "-registered_on", "-id"], name="project_of_authority"),
            models.Index(fields=["stage", "-registered_on", "-id"], name="project_at_stage"),
            models.Index(fields=["-registered_on", "-id"], name="project_by_day"),
            models.Index(fields=["region", "-registered_on", "-id"], name="project_in_region"),
            models.Index(fields=["opens_at"], name="project_by_opening"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="one_project_of_a_source_key"),
            models.CheckConstraint(
                condition=Q(stage__in=BEFORE_THE_GATE) | Q(authority__isnull=False, admitted_on__isnull=False),
                name="no_entry_without_an_authority",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.REFUSED) | ~Q(refusal_reason=""), name="no_refused_entry_without_a_reason"
            ),
            models.CheckConstraint(condition=Q(budget__isnull=True) | Q(budget__gte=0), name="no_negative_budget"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The reference of this project."""
        return f"TP{self.pk:06d}"

    @property
    def owner_code(self) -> str:
        """The code of the party whose project it is."""
        return self.owner.code

    @property
    def state(self) -> str:
        """What the procedure moves."""
        return self.stage
