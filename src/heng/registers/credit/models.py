"""Tables of the register of credit 「信用」. What was known stays: a row is closed, never rewritten."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heng.registers.parties.models import Party


class Regime(models.TextChoices):
    """Which body of law a trade, and so a ban, falls under."""

    TENDERING = "ENG", _("工程建设招标投标")
    PROCUREMENT = "PROC", _("政府采购")
    LAND = "LAND", _("土地使用权")
    MINING = "MINE", _("矿业权")
    PROPERTY = "PROPERTY", _("国有产权")
    OTHER = "OTHER", _("其他交易")


class Record(models.Model):
    """One entry in the file of a party 「信用记录」."""

    class Kind(models.TextChoices):
        """What is recorded."""

        PENALTY = "penalty", _("行政处罚")
        BLACKLIST = "blacklist", _("黑名单")
        REMOVAL = "removal", _("移出黑名单")
        AWARD = "award", _("奖励")
        PERFORMANCE = "performance", _("履约")
        VIOLATION = "violation", _("违法违规")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="credit_records")
    kind = models.CharField(_("类别"), max_length=12, choices=Kind)
    title = models.CharField(_("事由"), max_length=600)
    body = models.TextField(_("内容"), blank=True)
    organ = models.CharField(_("认定机关"), max_length=200)
    document_number = models.CharField(_("文号"), max_length=120, blank=True)
    law = models.CharField(_("依据"), max_length=600, blank=True)
    happened_on = models.DateField(_("日期"))
    known_from = models.DateTimeField(_("本系统获知时间"))
    known_to = models.DateTimeField(_("本系统撤销时间"), null=True, blank=True)
    source_key = models.CharField(max_length=120, blank=True)
    entered_by = models.CharField(_("登记单位代码"), max_length=20, blank=True)  # the actor's organ; empty: nobody's

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source_key"],
                condition=~Q(source_key="") & Q(known_to__isnull=True),
                name="one_current_record_of_a_source",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        """The reference of this record."""
        return f"XY{self.pk:06d}"

    @property
    def told_under(self) -> str:
        """The key of the system that told it; empty when somebody entered it here."""
        return self.source_key


class Ban(models.Model):
    """A party may not trade from one day to another 「市场禁入」, within a regime and a region.

    Valid time is `starts_on` … `ends_on` (the last day of the ban; empty: for good); known time is
    `known_from` … `known_to`.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="bans")
    regime = models.CharField(_("适用范围"), max_length=8, choices=Regime, blank=True)  # empty: every trade
    region = models.CharField(_("适用区域"), max_length=6, blank=True)  # empty: everywhere
    starts_on = models.DateField(_("禁入起始日"))
    ends_on = models.DateField(_("禁入截止日"), null=True, blank=True)
    reason = models.CharField(_("事由"), max_length=600)
    law = models.CharField(_("依据"), max_length=600)
    organ = models.CharField(_("决定机关"), max_length=200)
    document_number = models.CharField(_("文号"), max_length=120, blank=True)
    origin = models.CharField(_("来源"), max_length=120, blank=True)
    entered_by = models.CharField(_("登记单位代码"), max_length=20, blank=True)  # the actor's organ; empty: nobody's
    known_from = models.DateTimeField(_("本系统获知时间"))
    known_to = models.DateTimeField(_("本系统撤销时间"), null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="a_ban_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(law=""), name="no_ban_without_an_article"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The reference of this ban."""
        return f"JR{self.pk:06d}"

    @property
    def told_under(self) -> str:
        """The key of the system that told it; empty when somebody entered it here."""
        return self.origin
