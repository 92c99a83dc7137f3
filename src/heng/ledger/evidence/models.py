"""Tables of evidence 「证据文件」: contents kept once, each keeping of them, and holds that stop deletion."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Content(models.Model):
    """The bytes of one or more files 「文件内容」, named by their SHA-256; the row outlives the bytes."""

    sha256 = models.CharField(_("SHA-256摘要"), max_length=64, primary_key=True)
    sm3 = models.CharField(_("SM3摘要"), max_length=64)
    size = models.BigIntegerField(_("字节数"))
    deleted_on = models.DateField(_("销毁日期"), null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="no_evidence_without_content")]

    def __str__(self) -> str:
        return self.sha256

    @property
    def key(self) -> str:
        """Where the store keeps it: two folders of 256 each, then the digest."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class File(models.Model):
    """One keeping of a content 「证据文件」: by whom, when, from which system, under which name, about what."""

    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="files")
    about = models.CharField(_("有关事项"), max_length=60)  # a reference, such as TP000123
    name = models.CharField(_("文件名"), max_length=200)
    kind = models.CharField(_("类型"), max_length=8)  # of `data/file_types.csv`
    category = models.CharField(_("文件类别"), max_length=12, default="OTHER")  # of `data/categories.csv`
    part = models.CharField(_("所属部分"), max_length=160, blank=True)  # of the matter: the key of a lot
    is_shut = models.BooleanField(_("开标前保密"), default=False)
    source = models.CharField(_("来源系统"), max_length=40, blank=True)
    role = models.CharField(max_length=20)
    person = models.CharField(_("保存人"), max_length=60, blank=True)
    department = models.CharField(_("保存单位"), max_length=60, blank=True)
    kept_at = models.DateTimeField(_("保存时间"), db_default=Now())
    retention = models.CharField(_("保存期限类别"), max_length=12)  # of `data/retention.csv`
    keep_until = models.DateField(_("至少保存至"))
    deleted_on = models.DateField(_("销毁日期"), null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["about", "id"], name="file_about"),
            models.Index(fields=["keep_until"], condition=Q(deleted_on__isnull=True), name="file_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(deleted_on__isnull=True) | Q(deleted_on__gt=models.F("keep_until")),
                name="no_deletion_before_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The reference of this file."""
        return f"WJ{self.pk:06d}"

    @property
    def subject(self) -> str:
        """Under what acts about this file are told: what it is about; or, when shut, itself, so that none counts."""
        return self.ref if self.is_shut else self.about


class Hold(models.Model):
    """Nothing about a subject is deleted while this stands 「封存」: a file, a recording, a project, a party."""

    subject = models.CharField(_("封存对象"), max_length=60)
    reason = models.TextField(_("封存原因"))
    law = models.CharField(_("封存依据"), max_length=200, blank=True)
    person = models.CharField(_("封存人"), max_length=60)
    department = models.CharField(_("封存单位"), max_length=60, blank=True)
    placed_on = models.DateField(_("封存日期"))
    lifted_on = models.DateField(_("解除日期"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject"], condition=Q(lifted_on__isnull=True), name="one_hold_at_a_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="no_hold_without_a_reason"),
        ]

    def __str__(self) -> str:
        return self.subject
