"""Tables of official documents 「公文」: the series that their numbers come from, and each document with its number."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heng.ledger.evidence.models import File


class Series(models.Model):
    """The numbers of one year under one mark 「机关代字」, which belongs to one organ."""

    mark = models.CharField(_("机关代字"), max_length=10)
    year = models.PositiveSmallIntegerField(_("年份"))
    authority = models.CharField(_("发文机关"), max_length=20)
    last = models.PositiveIntegerField(_("最后序号"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark", "year"], name="one_series_of_a_mark_in_a_year")]

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕"


class Document(models.Model):
    """An official document about a matter 「公文」: numbered first, then issued; one of a kind for each matter."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="documents")
    sequence = models.PositiveIntegerField(_("序号"))
    matter = models.CharField(_("事项"), max_length=60)  # a reference, such as ZD000001
    kind = models.CharField(_("文种"), max_length=20)
    file = models.OneToOneField(File, on_delete=models.PROTECT, null=True, blank=True, related_name="document")
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "sequence"], name="one_document_of_a_number"),
            models.UniqueConstraint(fields=["matter", "kind"], name="one_document_of_a_kind_for_a_matter"),
            models.CheckConstraint(condition=Q(sequence__gt=0), name="numbers_of_documents_begin_at_one"),
            models.CheckConstraint(
                condition=Q(file__isnull=True, issued_on__isnull=True) | Q(file__isnull=False, issued_on__isnull=False),
                name="no_issued_document_without_its_file",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number 「文号」, as 安住建监〔2026〕12号 (GB/T 9704-2012 7.2.5)."""
        return f"{self.series.mark}〔{self.series.year}〕{self.sequence}号"
