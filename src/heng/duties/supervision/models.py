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
