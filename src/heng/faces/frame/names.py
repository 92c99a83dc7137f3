"""How people are called at the door 「用户名」."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

check_username = RegexValidator(
    r"\A[a-z0-9][a-z0-9.\-]{2,59}\Z", _("用户名应为 3 至 60 位小写字母、数字、点或短横线，并以字母或数字开头。")
)
