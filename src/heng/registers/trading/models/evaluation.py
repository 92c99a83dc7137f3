"""Evaluation: the panel, its scores, its report and the candidates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heng.registers.parties.models import Expert, Party
from heng.registers.trading.models.bidding import Bid
from heng.registers.trading.models.project import Fact
from heng.registers.trading.models.tendering import Lot


class PanelMember(Fact):
    """A member of the panel of a lot 「评标委员会成员」; secret until the result is fixed (招标投标法 第三十七条)."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="panel")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, null=True, blank=True, related_name="panels")
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    kind = models.CharField(_("类别"), max_length=20, blank=True)
    is_chair = models.BooleanField(_("组长"), default=False)
    checked_in_at = models.DateTimeField(_("签到时间"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lot", "source_key"], name="one_member_of_a_source_key")]

    def __str__(self) -> str:
        return f"{self.lot} {self.pk}"


class Score(Fact):
    """What one member gave one bid for one item 「评分」."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="scores")
    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, null=True, blank=True, related_name="scores")
    item = models.CharField(_("评分项"), max_length=120)
    value = models.DecimalField(_("得分"), max_digits=8, decimal_places=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bid", "source_key"], name="one_score_of_a_source_key")]

    def __str__(self) -> str:
        return f"{self.item} {self.value}"


class Evaluation(Fact):
    """The report of the panel 「评标报告」."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="evaluations")
    content = models.TextField(_("内容"), blank=True)
    result = models.CharField(_("结论"), max_length=60, blank=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lot", "source_key"], name="one_report_of_a_source_key")]

    def __str__(self) -> str:
        return f"{self.lot} {self.submitted_at}"


class Candidate(Fact):
    """A candidate for award 「中标候选人」, in rank."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="candidates")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="candidacies")
    rank = models.PositiveSmallIntegerField(_("名次"))
    price = models.DecimalField(_("报价"), max_digits=20, decimal_places=6, null=True, blank=True)
    currency = models.CharField(_("币种"), max_length=3, default="CNY")

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["lot", "source_key"], name="one_candidate_of_a_source_key")]

    def __str__(self) -> str:
        return f"{self.rank} {self.party}"
