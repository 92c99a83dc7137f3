"""Award, contract, its changes and its performance."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heng.registers.parties.models import Party
from heng.registers.trading.models.project import Fact, Project
from heng.registers.trading.models.tendering import Lot


class Award(Fact):
    """A lot goes to a party 「中标（成交）」."""

    class Status(models.TextChoices):
        """Whether the award stands."""

        ACTIVE = "active", _("有效")
        PENDING = "pending", _("待定")
        CANCELLED = "cancelled", _("取消")
        UNSUCCESSFUL = "unsuccessful", _("未成交")

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="awards")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="awards")
    amount = models.DecimalField(_("中标（成交）金额"), max_digits=20, decimal_places=6, null=True, blank=True)
    currency = models.CharField(_("币种"), max_length=3, default="CNY")
    awarded_at = models.DateTimeField(_("定标时间"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.ACTIVE)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["lot", "source_key"], name="one_award_of_a_source_key")]

    def __str__(self) -> str:
        return f"{self.party} {self.amount}"


class Contract(Fact):
    """A contract that follows an award 「合同」."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contracts")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, blank=True, related_name="contracts")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="contracts")
    number = models.CharField(_("合同编号"), max_length=120, blank=True)
    name = models.CharField(_("合同名称"), max_length=600, blank=True)
    amount = models.DecimalField(_("合同金额"), max_digits=20, decimal_places=6, null=True, blank=True)
    currency = models.CharField(_("币种"), max_length=3, default="CNY")
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    starts_on = models.DateField(_("开始日期"), null=True, blank=True)
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "source_key"], name="one_contract_of_a_source_key")]

    def __str__(self) -> str:
        return self.name or self.number


class Change(Fact):
    """A change of a contract 「合同变更」."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="changes")
    content = models.TextField(_("变更内容"))
    amount = models.DecimalField(_("变更金额"), max_digits=20, decimal_places=6, null=True, blank=True)
    changed_on = models.DateField(_("变更日期"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "source_key"], name="one_change_of_a_source_key")]

    def __str__(self) -> str:
        return self.content[:40]


class Performance(Fact):
    """How a contract was performed 「履约」."""

    class Kind(models.TextChoices):
        """Which moment of performance."""

        MILESTONE = "milestone", _("履约节点")
        PAYMENT = "payment", _("付款")
        ACCEPTANCE = "acceptance", _("验收")
        SETTLEMENT = "settlement", _("结算")

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="performances")
    kind = models.CharField(_("类型"), max_length=12, choices=Kind)
    content = models.TextField(_("内容"), blank=True)
    amount = models.DecimalField(_("金额"), max_digits=20, decimal_places=6, null=True, blank=True)
    happened_on = models.DateField(_("日期"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "source_key"], name="one_performance_of_a_source_key")
        ]

    def __str__(self) -> str:
        return f"{self.contract} {self.kind}"
