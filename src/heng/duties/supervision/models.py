"""Tables of the duty of supervision 「项目监管」."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heng.registers.authorities.models import Authority, Duty
from heng.registers.trading.models import Project


class File(models.Model):
    """The supervision file of a project 「监管档案」: one project, one file, one named officer."""

    class Status(models.TextChoices):
        """Whether the file is being kept."""

        WAITING = "waiting", _("待指定责任人")
        OPEN = "open", _("监管中")
        CLOSED = "closed", _("已归档")

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="supervision_file")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="supervision_files")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, blank=True, related_name="supervision_files")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="supervision_files"
    )  # empty only while the department has nobody who could be named
    status = models.CharField(_("状态"), max_length=8, choices=Status, default=Status.WAITING)
    opened_on = models.DateField(_("建档日期"))
    closed_on = models.DateField(_("归档日期"), null=True, blank=True)

    class Meta:
        ordering = ["-opened_on", "-pk"]
        indexes = [
            models.Index(fields=["officer", "status", "-opened_on"], name="file_of_officer"),
            models.Index(fields=["authority", "status", "-opened_on"], name="file_of_authority"),
            models.Index(fields=["-opened_on", "-id"], name="file_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(officer__isnull=False), name="no_supervision_without_an_officer"
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(closed_on__isnull=False), name="a_closed_file_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The reference of this file."""
        return f"JG{self.pk:06d}"

    @property
    def officer_ref(self) -> str:
        """The reference of the named officer."""
        return self.officer.ref if self.officer else ""

    @property
    def state(self) -> str:
        """What the procedure moves."""
        return self.status


class Reminder(models.Model):
    """Somebody was reminded that something is to be done by a day 「期限提醒」; once for matter, day and urgency."""

    class Kind(models.TextChoices):
        """Of what kind the matter is."""

        APPLICATION = "application", _("监督申请")
        DESIGNATION = "designation", _("确定监督部门")
        HANDOVER = "handover", _("移交")
        FILE = "file", _("监管档案")
        PERIOD = "period", _("法定期限")

    class Urgency(models.TextChoices):
        """How late it is."""

        SOON = "soon", _("即将到期")
        LATE = "late", _("已超期")
        RAISED = "raised", _("超期未办，提请负责人督办")

    kind = models.CharField(_("事项类别"), max_length=12, choices=Kind)
    matter = models.CharField(_("事项编号"), max_length=20)
    number = models.BigIntegerField()  # the key of the matter in its own table
    about = models.CharField(_("对象编号"), max_length=20)
    code = models.CharField(max_length=12)  # what is wanted of the matter
    what = models.CharField(_("应办事项"), max_length=80)
    law = models.CharField(_("依据"), max_length=200, blank=True)
    due_on = models.DateField(_("办理期限"))
    urgency = models.CharField(_("紧急程度"), max_length=8, choices=Urgency)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="reminders")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    sent_on = models.DateField(_("提醒日期"))
    settled_on = models.DateField(
        _("办结日期"), null=True, blank=True
    )  # of statutory periods; others say so themselves

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["authority", "due_on"], name="reminder_of_authority")]
        constraints = [
            models.UniqueConstraint(fields=["matter", "code", "due_on", "urgency"], name="one_reminder_of_an_urgency")
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.what}"
