"""Bids: who offered what, when, from which machine, with which deposit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heng.registers.parties.models import Party
from heng.registers.trading.models.project import Fact
from heng.registers.trading.models.tendering import Lot


class Opening(Fact):
    """The opening of the bids of a lot 「开标」."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="openings")
    opened_at = models.DateTimeField(_("开标时间"), null=True, blank=True)
    place = models.CharField(_("开标地点"), max_length=300, blank=True)
    content = models.TextField(_("开标内容"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lot", "source_key"], name="one_opening_of_a_source_key")]

    def __str__(self) -> str:
        return f"{self.lot} {self.opened_at}"


class Bid(Fact):
    """The bid of one bidder for one lot 「投标」."""

    class Status(models.TextChoices):
        """What became of a bid."""

        VALID = "valid", _("有效")
        REJECTED = "rejected", _("否决")
        WITHDRAWN = "withdrawn", _("撤回")
        PENDING = "pending", _("待评审")

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="bids")
    bidder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="bids")
    price = models.DecimalField(_("投标报价"), max_digits=20, decimal_places=6, null=True, blank=True)
    currency = models.CharField(_("币种"), max_length=3, default="CNY")
    price_note = models.CharField(_("其他报价"), max_length=300, blank=True)  # a rate or a unit price, as told
    submitted_at = models.DateTimeField(_("递交时间"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.PENDING)
    manager = models.CharField(_("项目负责人"), max_length=60, blank=True)  # personal: never on a public page

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["lot", "source_key"], name="one_bid_of_a_source_key")]

    def __str__(self) -> str:
        return f"{self.bidder} {self.price}"


class JointBidder(models.Model):
    """A further member of a joint bid 「联合体成员」."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="joint_bidders")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="joint_bids")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bid", "party"], name="one_place_in_a_joint_bid")]

    def __str__(self) -> str:
        return str(self.party)


class BidMark(Fact):
    """The marks that a bid file carries 「投标文件特征码」 (dataset 519). Seen by supervisors only."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="bid_marks")
    bidder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="bid_marks")
    file_name = models.CharField(_("文件名"), max_length=300, blank=True)
    md5 = models.CharField(_("文件MD5"), max_length=32, blank=True)
    cpu = models.CharField(_("CPU序列号"), max_length=120, blank=True)
    disk = models.CharField(_("硬盘序列号"), max_length=120, blank=True)
    memory = models.CharField(_("内存序列号"), max_length=120, blank=True)
    ip = models.CharField(_("IP地址"), max_length=64, blank=True)
    mac = models.CharField(_("MAC地址"), max_length=64, blank=True)
    submitted_at = models.DateTimeField(_("递交时间"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lot", "source_key"], name="one_mark_of_a_source_key")]

    def __str__(self) -> str:
        return f"{self.bidder} {self.md5}"


class Deposit(Fact):
    """A bid bond or guarantee 「保证金（保函）」."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="deposits")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="deposits")
    form = models.CharField(_("形式"), max_length=40, blank=True)
    amount = models.DecimalField(_("金额"), max_digits=20, decimal_places=6, null=True, blank=True)
    account = models.CharField(_("缴纳账号"), max_length=60, blank=True)  # shown masked
    insurer = models.CharField(_("出具机构"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("到账时间"), null=True, blank=True)
    refunded_on = models.DateField(_("退还日期"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lot", "source_key"], name="one_deposit_of_a_source_key")]

    def __str__(self) -> str:
        return f"{self.party} {self.amount}"
