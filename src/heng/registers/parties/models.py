"""Tables of the register of parties 「交易主体」."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heng.ledger.search import BigramField

NAME_LENGTH = 500  # foreign bodies bear long names
CODE_LENGTH = 80
PERSON_LENGTH = 200


class Party(models.Model):
    """A legal person, organisation or natural person that trades 「主体」."""

    class Kind(models.TextChoices):
        """What a party is in law."""

        LEGAL = "legal", _("法人及非法人组织")
        NATURAL = "natural", _("自然人")

    class Scheme(models.TextChoices):
        """What its code is; a party known by name only has a code derived from the name."""

        USCC = "USCC", _("统一社会信用代码")
        FOREIGN = "FOREIGN", _("其他登记代码")
        NAME = "NAME", _("仅有名称")

    code = models.CharField(_("主体代码"), max_length=CODE_LENGTH, unique=True)
    scheme = models.CharField(_("代码类型"), max_length=8, choices=Scheme, default=Scheme.USCC)
    kind = models.CharField(_("主体类型"), max_length=8, choices=Kind, default=Kind.LEGAL)
    name = models.CharField(_("名称"), max_length=NAME_LENGTH)
    region = models.CharField(_("行政区划"), max_length=6, blank=True)
    capital = models.DecimalField(_("注册资本（元）"), max_digits=20, decimal_places=2, null=True, blank=True)
    is_agency = models.BooleanField(_("代理机构"), default=False)
    search = BigramField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The reference of this party."""
        return f"ZT{self.pk:06d}"


class Part(models.Model):
    """A part that a party plays in trades 「角色」: the role codes of the national data standard (dom26)."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(_("角色"), max_length=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "role"], name="one_row_of_a_part")]

    def __str__(self) -> str:
        return f"{self.party} {self.role}"


class FormerName(models.Model):
    """A name that a party bore until a day 「曾用名」."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(_("曾用名"), max_length=NAME_LENGTH)
    until = models.DateField(_("使用至"))

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A person of a party 「人员」. Personal data: shown masked; reading it in clear is recorded."""

    class Part(models.TextChoices):
        """What the person is to the party."""

        REPRESENTATIVE = "representative", _("法定代表人")
        CONTACT = "contact", _("联系人")
        MANAGER = "manager", _("项目负责人")
        PRACTITIONER = "practitioner", _("从业人员")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="people")
    part = models.CharField(_("身份"), max_length=16, choices=Part)
    name = models.CharField(_("姓名"), max_length=PERSON_LENGTH, blank=True)
    id_number = models.CharField(_("证件号码"), max_length=40, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    email = models.CharField(_("电子邮箱"), max_length=120, blank=True)
    certificate = models.CharField(_("执业证书号"), max_length=60, blank=True)
    erased_on = models.DateField(_("清除日期"), null=True, blank=True)

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The reference that stands for this person wherever the name must not."""
        return f"RY{self.pk:06d}"


class Expert(models.Model):
    """A member of the expert pool 「评标专家」."""

    class Status(models.TextChoices):
        """Whether the expert may be drawn."""

        USABLE = "usable", _("可抽取")
        SUSPENDED = "suspended", _("暂停")
        LEFT = "left", _("退出")

    code = models.CharField(_("专家编号"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    id_number = models.CharField(_("证件号码"), max_length=40, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    employer = models.CharField(_("工作单位"), max_length=200, blank=True)
    specialities = models.CharField(_("评标专业"), max_length=200, blank=True)  # comma-separated codes
    region = models.CharField(_("行政区划"), max_length=6, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.USABLE)
    entered_on = models.DateField(_("入库日期"), null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """The reference of this expert."""
        return f"ZJ{self.pk:06d}"
