"""How a project without an evident supervisor gets one, and how a matter changes hands.

The project is named by its reference: it lives in a register above this one.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heng.registers.authorities.models.organs import Authority


class Application(models.Model):
    """The owner of a voluntary project asks a department to supervise it 「申请监督」."""

    class Status(models.TextChoices):
        """Where an application stands."""

        SUBMITTED = "submitted", _("待答复")
        ACCEPTED = "accepted", _("已接受")
        REFUSED = "refused", _("不予接受")
        WITHDRAWN = "withdrawn", _("已撤回")

    subject = models.CharField(_("项目"), max_length=20, db_index=True)
    project_name = models.CharField(_("项目名称"), max_length=600)
    applicant_code = models.CharField(_("申请人代码"), max_length=80)
    applicant_name = models.CharField(_("申请人"), max_length=200)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="applications")
    grounds = models.TextField(_("申请理由"))
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.SUBMITTED)
    filed_on = models.DateField(_("申请日期"))
    due_on = models.DateField(_("答复期限"))
    decided_on = models.DateField(_("答复日期"), null=True, blank=True)
    decision = models.TextField(_("答复理由"), blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(status="submitted"), name="one_open_application_for_a_project"
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(decision=""), name="no_refusal_without_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The reference of this application."""
        return f"SQ{self.pk:06d}"

    @property
    def state(self) -> str:
        """What the procedure moves."""
        return self.status


class Designation(models.Model):
    """Whose project it is is hard to say: negotiated, or named by a government 「协调或指定监督部门」."""

    class Way(models.TextChoices):
        """By whom the supervisor is settled."""

        NEGOTIATION = "negotiation", _("自行协调")
        GOVERNMENT = "government", _("政府指定")

    class Status(models.TextChoices):
        """Where a designation stands."""

        REQUESTED = "requested", _("待确定")
        SETTLED = "settled", _("已确定")
        DECLINED = "declined", _("未能确定")

    subject = models.CharField(_("项目"), max_length=20, db_index=True)
    project_name = models.CharField(_("项目名称"), max_length=600)
    applicant_code = models.CharField(_("申请人代码"), max_length=80)
    applicant_name = models.CharField(_("申请人"), max_length=200)
    region = models.CharField(_("行政区划"), max_length=6)
    grounds = models.TextField(_("难以确定的原因"))
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.REQUESTED)
    way = models.CharField(_("方式"), max_length=12, choices=Way, blank=True)
    decider = models.CharField(_("确定机关"), max_length=120, blank=True)
    document_number = models.CharField(_("文号"), max_length=80, blank=True)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="designations"
    )
    filed_on = models.DateField(_("申请日期"))
    due_on = models.DateField(_("办理期限"))
    decided_on = models.DateField(_("确定日期"), null=True, blank=True)
    decision = models.TextField(_("说明"), blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(status="requested"), name="one_open_designation_for_a_project"
            ),
            models.CheckConstraint(
                condition=~Q(status="settled") | (Q(authority__isnull=False) & ~Q(document_number="")),
                name="no_designation_without_authority_and_document",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The reference of this designation."""
        return f"ZD{self.pk:06d}"

    @property
    def state(self) -> str:
        """What the procedure moves."""
        return self.status


class Claim(models.Model):
    """A department received a matter 「收件登记」; of several competent ones the first handles it (条例 第六十一条)."""

    subject = models.CharField(_("事项"), max_length=20, db_index=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="claims")
    received_at = models.DateTimeField(_("收件时间"))

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["subject", "authority"], name="one_claim_of_a_department")]

    def __str__(self) -> str:
        return f"{self.subject} {self.authority}"


class Handover(models.Model):
    """A matter passes from one department to another 「移交」; its clock keeps running from the first receipt."""

    class Status(models.TextChoices):
        """Where a hand-over stands."""

        PROPOSED = "proposed", _("待接收")
        TAKEN = "taken", _("已接收")
        DECLINED = "declined", _("已退回")

    subject = models.CharField(_("事项"), max_length=20, db_index=True)
    source = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="handed_over")
    target = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="taken_over")
    reason = models.TextField(_("移交理由"))
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.PROPOSED)
    received_on = models.DateField(_("首次收件日期"))
    due_on = models.DateField(_("原办理期限"))
    proposed_on = models.DateField(_("移交日期"))
    decided_on = models.DateField(_("接收日期"), null=True, blank=True)
    decision = models.TextField(_("意见"), blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="no_handover_to_oneself"),
            models.CheckConstraint(condition=~Q(reason=""), name="no_handover_without_a_reason"),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(status="proposed"), name="one_open_handover_of_a_matter"
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The reference of this hand-over."""
        return f"YJ{self.pk:06d}"

    @property
    def state(self) -> str:
        """What the procedure moves."""
        return self.status
