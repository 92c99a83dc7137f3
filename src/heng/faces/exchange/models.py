"""Tables of the exchange 「数据交换」: what came in, what waits, and what is known by heart."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Batch(models.Model):
    """One file or request that was taken in 「批次」, and what became of its records."""

    source = models.CharField(_("来源系统"), max_length=40)
    file_name = models.CharField(_("文件"), max_length=300, blank=True)
    digest = models.CharField(_("摘要"), max_length=64, blank=True)  # SHA-256 of the bytes as they came
    person = models.CharField(_("经办"), max_length=60, blank=True)
    started_at = models.DateTimeField(_("开始时间"))
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    taken = models.PositiveIntegerField(_("收录"), default=0)
    updated = models.PositiveIntegerField(_("更新"), default=0)
    unchanged = models.PositiveIntegerField(_("未变"), default=0)
    held = models.PositiveIntegerField(_("待进场"), default=0)
    waiting = models.PositiveIntegerField(_("等待上级数据"), default=0)
    refused = models.PositiveIntegerField(_("退回"), default=0)
    error = models.TextField(_("无法读取的原因"), blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.file_name}"

    @property
    def ref(self) -> str:
        """The reference of this batch."""
        return f"PC{self.pk:06d}"


class Item(models.Model):
    """A record that was not taken 「待处理记录」, kept as it came with its reasons until it is taken or given up."""

    class Verdict(models.TextChoices):
        """Why it is here."""

        HELD = "held", _("待进场")
        WAITING = "waiting", _("等待上级数据")
        REFUSED = "refused", _("退回")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    source = models.CharField(_("来源系统"), max_length=40)
    dataset = models.CharField(_("数据集"), max_length=20)
    key = models.CharField(_("来源主键"), max_length=160, blank=True)
    parent = models.CharField(_("所等待的上级"), max_length=160, blank=True)
    line = models.PositiveBigIntegerField(_("行"), default=0)
    raw = models.BinaryField(_("原文"))  # zlib
    digest = models.CharField(max_length=64)
    verdict = models.CharField(_("结果"), max_length=8, choices=Verdict)
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(_("原因"), blank=True)
    law = models.CharField(_("依据"), max_length=200, blank=True)
    findings = models.JSONField(_("问题"), default=list, blank=True)  # [{field, code, message}]
    project = models.CharField(_("项目"), max_length=20, blank=True)  # reference, as TP000001
    attempts = models.PositiveIntegerField(_("处理次数"), default=1)
    received_at = models.DateTimeField(_("收到时间"))
    tried_at = models.DateTimeField(_("最近处理时间"))
    resolved_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    resolution = models.CharField(_("办结方式"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["source", "parent"], condition=Q(resolved_at__isnull=True), name="item_that_waits_for_a_parent"
            ),
            models.Index(fields=["project"], condition=Q(resolved_at__isnull=True), name="item_held_at_the_gate"),
            models.Index(fields=["verdict", "id"], condition=Q(resolved_at__isnull=True), name="item_that_is_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "dataset", "key", "digest"], name="one_item_of_a_record")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.dataset} {self.key}"

    @property
    def ref(self) -> str:
        """The reference of this record."""
        return f"DC{self.pk:06d}"


class Known(models.Model):
    """What was last taken under a key 「已收目录」: tells at once what is unchanged and which fact is newer."""

    source = models.CharField(max_length=40)
    dataset = models.CharField(max_length=20)
    key = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    facts = models.BinaryField()  # JSON: [[stamp, digest, [fact, …]], …]; a fact is 8 bytes of a hash, as an integer

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "dataset", "key"], name="one_memory_of_a_key")]

    def __str__(self) -> str:
        return f"{self.source} {self.dataset} {self.key}"


class Matter(models.Model):
    """What another system tells of its supervision 「监管事项」 (400, 402, 404): kept as told, decides nothing."""

    source = models.CharField(_("来源系统"), max_length=40)
    dataset = models.CharField(_("数据集"), max_length=20)
    key = models.CharField(_("来源主键"), max_length=160)
    tender_code = models.CharField(_("招标（采购）项目编号"), max_length=60, blank=True, db_index=True)
    lot_code = models.CharField(_("标段（包）编号"), max_length=60, blank=True)
    deal_code = models.CharField(_("统一交易标识码"), max_length=40, blank=True)
    title = models.CharField(_("事项"), max_length=600)
    organ = models.CharField(_("办理单位"), max_length=200, blank=True)
    happened_on = models.DateField(_("日期"), null=True, blank=True)
    told = models.JSONField(_("内容"), default=list)  # [[label, text], …]
    personal = models.JSONField(_("个人信息"), default=list, blank=True)  # [[label, text], …]: on no page
    received_on = models.DateField(_("收到日期"))
    withdrawn_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["source", "dataset", "key"], name="one_matter_of_a_source_key")]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        """The reference of this matter."""
        return f"SX{self.pk:06d}"
