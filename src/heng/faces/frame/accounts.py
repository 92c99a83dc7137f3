"""Accounts at the door 「登录」: made by administrators only; the second factor is kept sealed."""

from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heng.faces.frame.asking import actor_behind
from heng.registers.authorities.actors import is_staff


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No one signs up; who logs in lands where its work is. Redirects stay on this site (allauth checks `next`)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("该账号已停用，请联系本单位的系统管理员。"),
        "username_password_mismatch": _("用户名或密码不正确。连续输错多次，账号将暂时锁定。"),
        "too_many_login_attempts": _("登录失败次数过多，请稍后再试。"),
        "incorrect_password": _("密码不正确。"),
        "enter_current_password": _("请输入当前密码。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send officers to their desk and everyone else to the public home."""
        return reverse(settings.LOGIN_REDIRECT_URL if is_staff(actor_behind(request.user)) else "portal:home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("mfa_index")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor of the site: its words, and its secrets sealed under the secret key of the site.

    A database that falls into wrong hands shows no secret; a changed secret key makes every second factor void.
    """

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("验证码不正确或已过期，请输入验证器当前显示的六位数字。"),
        "cannot_generate_recovery_codes": _("请先启用两步验证，再生成恢复码。"),
    }

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; in place of one sealed under another key stands one that nobody can guess."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return b32encode(token_bytes(20)).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """Suggest a name for a new security key."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("安全密钥 %(number)d") % {"number": count + 1}


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"heng mfa " + settings.SECRET_KEY.encode()).digest()))
