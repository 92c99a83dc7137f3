"""Accounts at the door 「登录」: made by administrators only; the second factor is kept sealed."""

from base64 import b32encode, urlsafe_b64encode
from datetime import date
from hashlib import sha256
from secrets import token_bytes

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heng.faces.frame.asking import actor_behind
from heng.registers.authorities.actors import Actor, is_staff, represents
from heng.registers.authorities.models import Account
from heng.registers.authorities.services import accounts


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
        """Send officers to their desk, owners to their corner, and everyone else to the public home."""
        actor = actor_behind(request.user)
        if represents(actor):
            return reverse("portal:mine")
        return reverse(settings.LOGIN_REDIRECT_URL if is_staff(actor) else "portal:home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("mfa_index")

    def set_password(self, user: Account, password: str) -> None:
        """Let a person choose a password; the journal keeps that it was changed, never the password."""
        accounts.change_password(user, password, by=actor_behind(user), on=localdate())


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


@transaction.atomic
def reset_second_factor(account: Account, *, reason: str, by: Actor, on: date) -> int:
    """Take every second factor of an account away 「重置两步验证」; it is logged out, and sets up a new one next time.

    Returns how many there were.

    Raises:
        Refusal: as the service of the same name, which records it.
    """
    accounts.reset_second_factor(account, reason=reason, by=by, on=on)
    _log_out(account)
    return int(Authenticator.objects.filter(user=account).delete()[0])


@transaction.atomic
def close_account(account: Account, *, reason: str, by: Actor, on: date) -> None:
    """Let an account log in no more and log it out 「停用账号」, so that nothing is left open when it is opened again.

    Raises:
        Refusal: as the service of the same name, which records it.
    """
    accounts.close_account(account, reason=reason, by=by, on=on)
    _log_out(account)


def second_factors(account: Account) -> int:
    """Count the authenticator apps and security keys of an account."""
    return int(Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES).count())


def _log_out(account: Account) -> None:
    """End every session of an account, wherever it is open."""
    own = [row.pk for row in Session.objects.iterator() if row.get_decoded().get(SESSION_KEY) == str(account.pk)]
    Session.objects.filter(pk__in=own).delete()


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"heng mfa " + settings.SECRET_KEY.encode()).digest()))
