"""Departments, their sections and posts, and the list of their duties."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Authority(models.Model):
    """A department of a city or county 「部门」, or an organ that stands beside them."""

    class Role(models.TextChoices):
        """What an organ does in this system."""

        SUPERVISES = "supervises", _("行政监督部门")
        COORDINATES = "coordinates", _("公管办（联席会议办公室）")
        WATCHES = "watches", _("纪检监察、公安、审计机关")
        TRADES = "trades", _("公共资源交易中心")
        GOVERNS = "governs", _("人民政府")

    code = models.CharField(_("部门代码"), max_length=20, primary_key=True)  # region and kind: 410500-CZ
    kind = models.CharField(_("部门类别"), max_length=4)
    role = models.CharField(_("职能"), max_length=12, choices=Role, default=Role.SUPERVISES)
    name = models.CharField(_("名称"), max_length=80)
    region = models.CharField(_("行政区划"), max_length=6)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    effective_from = models.DateField(_("设立日期"))
    effective_to = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """A section of a department 「科室」."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="sections")
    name = models.CharField(_("科室"), max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="one_section_of_a_name")]

    def __str__(self) -> str:
        return f"{self.authority}{self.name}"


class Post(models.Model):
    """A post in a section 「岗位」, with the one power that goes with it."""

    class Power(models.TextChoices):
        """What the holder of a post may do."""

        HANDLES = "handles", _("经办")
        HEADS = "heads", _("负责人")
        READS = "reads", _("查阅")
        ADMINISTERS = "administers", _("系统管理")

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(_("岗位"), max_length=80)
    power = models.CharField(_("权限"), max_length=12, choices=Power)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section", "title"], name="one_post_of_a_title")]

    def __str__(self) -> str:
        return f"{self.section}·{self.title}"


class Duty(models.Model):
    """One row of the list of powers and responsibilities 「权责清单」, bound to article, section and officer."""

    class Kind(models.TextChoices):
        """Which of the two lists a row stands in."""

        POWER = "power", _("权力")
        RESPONSIBILITY = "responsibility", _("责任")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="duties")
    code = models.CharField(_("事项编码"), max_length=30)
    kind = models.CharField(_("类别"), max_length=16, choices=Kind)
    title = models.CharField(_("事项"), max_length=200)
    trade_classes = models.CharField(_("交易类别"), max_length=120, blank=True)  # comma-separated prefixes: A03,A06
    law = models.CharField(_("法律依据"), max_length=200)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="duties")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="duties"
    )
    effective_from = models.DateField(_("生效日期"))
    effective_to = models.DateField(_("失效日期"), null=True, blank=True)

    class Meta:
        ordering = ["authority", "code", "effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "code", "effective_from"], name="one_version_of_a_duty_from_a_day"
            ),
            models.CheckConstraint(condition=~models.Q(law=""), name="no_duty_without_an_article"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
