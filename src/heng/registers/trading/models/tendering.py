"""Lots, notices and what is said before the bids are opened."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heng.registers.trading.models.project import Fact, Project


class Lot(Fact):
    """A part of a project that is awarded by itself 「标段（包）」."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="lots")
    code = models.CharField(_("标段（包）编号"), max_length=60, blank=True)
    name = models.CharField(_("标段（包）名称"), max_length=600)
    section_class = models.CharField(_("标段（包）分类"), max_length=7, blank=True)  # not the trade class: A07 differs
    budget = models.DecimalField(_("控制价"), max_digits=20, decimal_places=6, null=True, blank=True)
    currency = models.CharField(_("币种"), max_length=3, default="CNY")
    round = models.PositiveSmallIntegerField(_("招标次数"), default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "source_key"], name="one_lot_of_a_source_key")]

    def __str__(self) -> str:
        return self.name


class Notice(Fact):
    """A notice of a project 「公告公示」, or a clarification of its documents."""

    class Kind(models.TextChoices):
        """What is announced."""

        TENDER = "tender", _("招标（采购）公告")
        PREQUALIFICATION = "prequalification", _("资格预审公告")
        CLARIFICATION = "clarification", _("澄清与修改")
        CORRECTION = "correction", _("更正公告")
        CANDIDATES = "candidates", _("中标候选人公示")
        RESULT = "result", _("结果公告")
        CONTRACT = "contract", _("合同公告")
        TERMINATION = "termination", _("终止公告")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(_("类型"), max_length=16, choices=Kind)
    title = models.CharField(_("标题"), max_length=600)
    content = models.TextField(_("内容"), blank=True)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    media = models.CharField(_("发布媒介"), max_length=300, blank=True)
    url = models.CharField(_("网址"), max_length=1000, blank=True)
    documents_from = models.DateTimeField(_("文件获取开始时间"), null=True, blank=True)
    documents_to = models.DateTimeField(_("文件获取截止时间"), null=True, blank=True)
    bids_due_at = models.DateTimeField(_("投标截止时间"), null=True, blank=True)
    ends_on = models.DateField(_("公示截止日期"), null=True, blank=True)

    class Meta:
        ordering = ["published_at", "pk"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="notice_by_moment")]
        constraints = [models.UniqueConstraint(fields=["project", "source_key"], name="one_notice_of_a_source_key")]

    def __str__(self) -> str:
        return self.title


class Document(Fact):
    """A document that belongs to a project 「文件」, by its address or its content's digest."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("类型"), max_length=60, blank=True)
    title = models.CharField(_("标题"), max_length=600)
    url = models.CharField(_("网址"), max_length=1000, blank=True)
    sha256 = models.CharField(_("摘要"), max_length=64, blank=True)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)

    class Meta:
        ordering = ["published_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "source_key"], name="one_document_of_a_source_key")]

    def __str__(self) -> str:
        return self.title


class Question(Fact):
    """A question about the documents and its answer 「答疑」."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="questions")
    title = models.CharField(_("标题"), max_length=600)
    question = models.TextField(_("问题"))
    answer = models.TextField(_("答复"), blank=True)
    at = models.DateTimeField(_("时间"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "source_key"], name="one_question_of_a_source_key")]

    def __str__(self) -> str:
        return self.title


class Abnormality(Fact):
    """An abnormal end or turn of a trade 「异常情况」."""

    class Kind(models.TextChoices):
        """What went wrong: EXCEPITON_TYPE of the data standard, as it is spelt there."""

        FAILED = "1", _("流标")
        OPENING_STOPPED = "2", _("终止开标")
        NOTICE_REVOKED = "3", _("公告撤销")
        OTHER = "9", _("其他")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="abnormalities")
    kind = models.CharField(_("类型"), max_length=1, choices=Kind)
    title = models.CharField(_("名称"), max_length=600)
    content = models.TextField(_("情况说明"), blank=True)
    approved_at = models.DateTimeField(_("审批时间"), null=True, blank=True)

    class Meta:
        verbose_name_plural = "abnormalities"
        constraints = [
            models.UniqueConstraint(fields=["project", "source_key"], name="one_abnormality_of_a_source_key")
        ]

    def __str__(self) -> str:
        return self.title
