"""Tables of recordings 「录音录像」: each recording, its segments, and the signed manifests of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heng.ledger.evidence.models import Content, File


class Footage(models.Model):
    """One recording 「录像」: of what, from where, by whom; made from a kept file, or live."""

    about = models.CharField(_("有关事项"), max_length=60)  # a reference, such as TP000123
    title = models.CharField(_("名称"), max_length=120)
    source = models.CharField(_("来源"), max_length=120, blank=True)
    file = models.OneToOneField(File, on_delete=models.PROTECT, null=True, blank=True, related_name="footage")
    role = models.CharField(max_length=20)
    person = models.CharField(_("录制人"), max_length=60, blank=True)
    department = models.CharField(_("录制单位"), max_length=60, blank=True)
    started_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    fault = models.CharField(_("未能处理的原因"), max_length=200, blank=True)
    retention = models.CharField(_("保存期限类别"), max_length=12)  # of `data/retention.csv`
    keep_until = models.DateField(_("至少保存至"))
    deleted_on = models.DateField(_("销毁日期"), null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["about", "id"], name="footage_about"),
            models.Index(fields=["id"], condition=Q(ended_at__isnull=True), name="footage_under_way"),
            models.Index(fields=["keep_until"], condition=Q(deleted_on__isnull=True), name="footage_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(deleted_on__isnull=True) | Q(deleted_on__gt=models.F("keep_until")),
                name="no_deletion_of_a_recording_before_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The reference of this recording."""
        return f"LX{self.pk:06d}"

    @property
    def is_live(self) -> bool:
        """Whether its segments came while it was recorded, so that their arrival tells the time."""
        return self.file_id is None


class Segment(models.Model):
    """A few seconds of a recording 「录像分段」: where they lie as they were kept, and what their pictures were like.

    Times are milliseconds since the recording began.
    """

    footage = models.ForeignKey(Footage, on_delete=models.PROTECT, related_name="segments")
    sequence = models.PositiveIntegerField(_("序号"))  # from 0
    init = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="segments")
    start = models.BigIntegerField(_("起点"))
    duration = models.PositiveIntegerField(_("时长"))
    essence = models.CharField(_("码流摘要"), max_length=64)  # SHA-256 of the packets, whatever their times
    received = models.CharField(_("收到的数据摘要"), max_length=64, blank=True)  # SHA-256 of the chunk it came in
    arrived_at = models.DateTimeField(_("到达时间"))
    prints = models.CharField(_("画面指纹"), max_length=1024, blank=True)  # 16 hexadecimal digits a second
    motion = models.FloatField(_("画面变化"), default=0)  # mean difference of grey levels, 0 to 255
    line = models.CharField(_("清单行摘要"), max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["footage", "sequence"], name="one_segment_of_a_sequence"),
        ]
        indexes = [models.Index(fields=["essence"], name="segment_by_essence")]

    def __str__(self) -> str:
        return f"{self.footage_id}/{self.sequence}"

    @property
    def end(self) -> int:
        """Where it ends, in milliseconds."""
        return self.start + self.duration


class Manifest(models.Model):
    """A signed list of segments 「录像清单」, from the first to the last of them; each segment stands in one."""

    footage = models.ForeignKey(Footage, on_delete=models.PROTECT, related_name="manifests")
    first = models.PositiveIntegerField(_("起始序号"))
    last = models.PositiveIntegerField(_("终止序号"))
    digest = models.CharField(_("SHA-256摘要"), max_length=64)
    note = models.TextField(_("签名文本"))
    sealed_at = models.DateTimeField(_("签名时间"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["footage", "first"], name="a_segment_is_signed_once"),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="no_manifest_of_nothing"),
        ]

    def __str__(self) -> str:
        return self.digest
