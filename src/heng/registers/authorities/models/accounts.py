"""Who logs in: persons with their appointments, and the systems of trading centres with their keys."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from heng.registers.authorities.models.organs import Authority, Post


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the password is hashed."""

    def create_user(self, username: str, password: str | None = None, **facts: str | bool | date) -> "Account":
        """Save a new account; without a password nobody can log in to it."""
        account = self.model(username=username, **facts)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who can log in 「账号」: an officer by appointment, or the representative of a party."""

    username = models.CharField(_("用户名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    email = models.EmailField(_("电子邮箱"), blank=True)
    party_code = models.CharField(_("所代表主体的代码"), max_length=80, blank=True, db_index=True)
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("须先修改密码"), default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = AccountManager()

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The reference that the journal keeps in place of a name."""
        return f"AC{self.pk:06d}"


class Appointment(models.Model):
    """A person holds a post from one day to another 「任职」."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    starts_on = models.DateField(_("任职日期"))
    ends_on = models.DateField(_("离任日期"), null=True, blank=True)  # the first day no longer in post

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=models.F("starts_on")),
                name="an_appointment_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(ends_on__isnull=True), name="one_open_appointment_of_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.post}"


class System(models.Model):
    """The system of a trading centre that speaks to this one 「对接系统」. Only the hash of its key is kept."""

    class Scope(models.TextChoices):
        """What a key opens 「权限范围」."""

        ENTRIES = "entries", _("申请进场（项目登记、询问能否进场）")
        READ = "read", _("查询（项目、变更、主体资格）")
        EXCHANGE = "exchange", _("报送交易数据")

    code = models.SlugField(_("系统代码"), max_length=40, primary_key=True)
    name = models.CharField(_("系统名称"), max_length=80)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="systems")
    region = models.CharField(_("默认行政区划"), max_length=6)
    key_hash = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(_("权限范围"), max_length=120)  # separated by spaces
    is_active = models.BooleanField(_("启用"), default=True)
    last_used_on = models.DateField(_("最近使用"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The reference that the journal keeps."""
        return f"SY:{self.code}"
