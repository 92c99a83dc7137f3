"""Who can log in 「账号」, and with which key a system speaks 「密钥」."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.registers.authorities import rules
from heng.registers.authorities.actors import Actor, Role, contains, is_administrator
from heng.registers.authorities.events import (
    AccountClosed,
    AccountOpened,
    AccountReopened,
    KeyIssued,
    KeyRevoked,
    PasswordChanged,
    PasswordReset,
    RepresentativeNamed,
    SecondFactorReset,
)
from heng.registers.authorities.models import Account, Authority, Post, System
from heng.registers.authorities.selectors.who import hash_of
from heng.registers.authorities.services.holding import entered_once
from heng.registers.authorities.services.staff import POSTS, appoint, check_keeps, check_keeps_account, hold

RESERVED = frozenset({"owner", "console"})  # as which the portal and the counter tell of projects
KEY_BYTES = 32
SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is mistaken for another
GROUPS, GROUP = 3, 4


@transaction.atomic
def create_account(
    username: str, *, name: str, password: str | None = None, email: str = "", by: Actor, on: date
) -> Account:
    """Open an account 「开立账号」; without a password nobody can log in to it yet.

    Raises:
        Refusal: `no-authority-to-act`, `already-there`.
    """
    if not (is_administrator(by) or by.role == Role.CLOCK):
        raise Refusal("no-authority-to-act", "您无权开立账号，请联系系统管理员", POSTS)
    taken = Refusal("already-there", f"用户名“{username}”已被使用，请另取用户名", POSTS)
    if Account.objects.filter(username=username).exists():  # before the slow hash of a password
        raise taken
    with entered_once(taken):
        account = Account.objects.create_user(username, password, name=name, email=email)
    journal.record(AccountOpened(account.ref, username, name, on), by=by, law=POSTS)
    return account


@transaction.atomic
def invite(username: str, *, name: str, email: str = "", by: Actor, on: date) -> tuple[Account, str]:
    """Open an account with a password for the first login only; return both, the password this once.

    Raises:
        Refusal: as `create_account`.
    """
    password = _password()
    account = create_account(username, name=name, password=password, email=email, by=by, on=on)
    account.must_change_password = True
    account.save(update_fields=["must_change_password"])
    return account, password


@transaction.atomic
def invite_to_post(
    username: str, post: Post, *, name: str, email: str = "", starts_on: date, by: Actor, on: date
) -> tuple[Account, str]:
    """Open an account and let its person take up a post, or do neither; return account and first password."""
    account, password = invite(username, name=name, email=email, by=by, on=on)
    appoint(account, post, starts_on=starts_on, by=by, on=on)
    return account, password


@transaction.atomic
def invite_for_party(
    username: str, party_code: str, *, name: str, email: str = "", by: Actor, on: date
) -> tuple[Account, str]:
    """Open an account that acts for a party, or do neither; return account and first password."""
    account, password = invite(username, name=name, email=email, by=by, on=on)
    set_party_representative(account, party_code, by=by, on=on)
    return account, password


@transaction.atomic
def close_account(account: Account, *, reason: str, by: Actor, on: date) -> Account:
    """Let an account log in no more 「停用账号」; what it did stays on file.

    Raises:
        Refusal: `no-authority-to-act`, `oneself`, `no-reason`, `already-closed`.
    """
    check_keeps_account(by, account, on=on)
    _check_another(by, account)
    hold(account)
    if not account.is_active:
        raise Refusal("already-closed", f"{account.name}的账号已停用", POSTS)
    given = rules.check_reason(reason, "停用账号", POSTS)
    account.is_active = False
    account.save(update_fields=["is_active"])
    journal.record(AccountClosed(account.ref, given, on), by=by, law=POSTS)
    return account


@transaction.atomic
def reopen_account(account: Account, *, by: Actor, on: date) -> Account:
    """Let a closed account log in again 「恢复账号」.

    Raises:
        Refusal: `no-authority-to-act`, `not-closed`.
    """
    check_keeps_account(by, account, on=on)
    hold(account)
    if account.is_active:
        raise Refusal("not-closed", f"{account.name}的账号没有停用", POSTS)
    account.is_active = True
    account.save(update_fields=["is_active"])
    journal.record(AccountReopened(account.ref, on), by=by, law=POSTS)
    return account


@transaction.atomic
def reset_password(account: Account, *, by: Actor, on: date) -> str:
    """Give an account a password for one login 「重置密码」; it is returned this once and kept only as a hash.

    Raises:
        Refusal: `no-authority-to-act`, `oneself`.
    """
    check_keeps_account(by, account, on=on)
    _check_another(by, account)
    password = _password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    journal.record(PasswordReset(account.ref, on), by=by, law=POSTS)
    return password


@transaction.atomic
def share_password(given: Sequence[Account], password: str, *, by: Actor, on: date) -> None:
    """Give accounts of a demonstration one password 「统一设置密码」, hashed once, since a hash is slow on purpose.

    Raises:
        Refusal: `no-authority-to-act`: people have passwords of their own; only the clock fills a demonstration.
    """
    if by.role != Role.CLOCK:
        raise Refusal("no-authority-to-act", "不得为多个账号设置同一密码，请逐个重置密码", POSTS)
    hashed = make_password(password)
    for account in given:
        account.password = hashed
    Account.objects.bulk_update(given, ["password"])
    journal.record_all([journal.Act(PasswordReset(account.ref, on), POSTS) for account in given], by=by)


@transaction.atomic
def change_password(account: Account, password: str, *, by: Actor, on: date) -> Account:
    """Take the password that its own person chose 「修改密码」; the door has weighed it.

    Raises:
        Refusal: `no-authority-to-act`: somebody else's account; `same-password`.
    """
    if by.person != account.ref:
        raise Refusal("no-authority-to-act", "只能修改自己账号的密码", POSTS)
    if account.check_password(password):
        raise Refusal("same-password", "新密码与原密码相同，请另设一个新密码", POSTS)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    journal.record(PasswordChanged(account.ref, on), by=by, law=POSTS)
    return account


@transaction.atomic
def reset_second_factor(account: Account, *, reason: str, by: Actor, on: date) -> None:
    """Permit and record that the second factor of an account is taken away 「重置两步验证」; the door then takes it.

    Raises:
        Refusal: `no-authority-to-act`, `oneself`, `no-reason`.
    """
    check_keeps_account(by, account, on=on)
    _check_another(by, account)
    given = rules.check_reason(reason, "重置两步验证", POSTS)
    journal.record(SecondFactorReset(account.ref, given, on), by=by, law=POSTS)


@transaction.atomic
def set_party_representative(account: Account, party_code: str, *, by: Actor, on: date) -> Account:
    """Let an account act for a party 「确定主体代表」; an empty code ends it."""
    check_keeps_account(by, account, on=on)
    account.party_code = party_code
    account.save(update_fields=["party_code"])
    journal.record(RepresentativeNamed(account.ref, party_code, on), by=by, law=POSTS)
    return account


@transaction.atomic
def create_system(
    code: str, *, name: str, authority: Authority, region: str, scopes: Iterable[str], by: Actor, on: date
) -> tuple[System, str]:
    """Enter the system of a trading centre 「登记对接系统」 and issue its first key; return both.

    Raises:
        Refusal: `no-authority-to-act`, `not-a-centre`, `other-region`, `unknown-scope`, `already-there`.
    """
    check_keeps(by, authority)
    if authority.role != Authority.Role.TRADES:
        raise Refusal("not-a-centre", f"{authority.name}不是公共资源交易中心，不能登记对接系统", POSTS)
    if not contains(authority.region, region):
        raise Refusal("other-region", f"对接系统的服务区域（{region or '未填'}）不在{authority.name}的区域之内", POSTS)
    taken = Refusal("already-there", f"系统代码{code}已被使用，请另取代码", POSTS)
    if code in RESERVED:
        raise taken
    granted = _granted(scopes)
    system = System(code=code, name=name, authority=authority, region=region, scopes=" ".join(granted))
    with entered_once(taken):
        return system, _issue(system, by=by, on=on, is_new=True)


@transaction.atomic
def issue_key(system: System, *, scopes: Iterable[str] | None = None, by: Actor, on: date) -> str:
    """Give a system a new key 「签发密钥」; it is returned this once, and the old one opens nothing any more.

    Without `scopes` the new key opens what the old one did.

    Raises:
        Refusal: `no-authority-to-act`, `unknown-scope`.
    """
    check_keeps(by, system.authority)
    if scopes is not None:
        system.scopes = " ".join(_granted(scopes))
    return _issue(system, by=by, on=on)


def note_use(system: System, *, on: date) -> None:
    """Keep the day on which a key was last used 「最近使用」; one write a day, and no act of anybody."""
    if system.last_used_on != on:
        System.objects.filter(pk=system.pk).update(last_used_on=on)


@transaction.atomic
def revoke_key(system: System, *, reason: str, by: Actor, on: date) -> System:
    """Let a system's key open nothing any more 「吊销密钥」."""
    check_keeps(by, system.authority)
    given = rules.check_reason(reason, "吊销密钥", POSTS)
    system.is_active = False
    system.key_hash = hash_of(secrets.token_urlsafe(KEY_BYTES))  # of a key that nobody has
    system.save(update_fields=["is_active", "key_hash"])
    journal.record(KeyRevoked(system.ref, given, on), by=by, law=POSTS)
    return system


def _check_another(by: Actor, account: Account) -> None:
    """Nobody loosens the lock of the own account."""
    if by.person == account.ref:
        raise Refusal("oneself", "不能办理自己的账号，请由另一名系统管理员办理", POSTS)


def _password() -> str:
    """Draw a password that can be read out: three groups of four signs, 69 bits."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))


def _issue(system: System, *, by: Actor, on: date, is_new: bool = False) -> str:
    key = secrets.token_urlsafe(KEY_BYTES)
    system.key_hash = hash_of(key)
    system.is_active = True
    system.save(force_insert=is_new)
    journal.record(KeyIssued(system.ref, tuple(system.scopes.split()), on), by=by, law=POSTS)
    return key


def _granted(scopes: Iterable[str]) -> list[str]:
    wanted = set(scopes)
    if not wanted or not wanted <= set(System.Scope.values):
        raise Refusal("unknown-scope", f"权限范围只能从{'、'.join(System.Scope.values)}中选取", POSTS)
    return sorted(wanted)
