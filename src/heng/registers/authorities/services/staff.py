"""Organs, sections, posts, and who holds them 「机构、岗位和人员」: kept by administrators, who decide no case."""

from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.engines.writing import in_words
from heng.ledger import journal
from heng.registers.authorities import rules
from heng.registers.authorities.actors import Actor, Kept, Role, keeper
from heng.registers.authorities.events import (
    AppointmentEnded,
    AppointmentMade,
    OrganCorrected,
    OrganEnded,
    OrganEntered,
    PostEntered,
    SectionEntered,
)
from heng.registers.authorities.models import Account, Appointment, Authority, Post, Section
from heng.registers.authorities.selectors.who import in_post
from heng.registers.authorities.services.holding import entered_once

POSTS = "安公管办〔2022〕6号 三、八"


@transaction.atomic
def create_authority(
    code: str,
    *,
    kind: str,
    role: str,
    name: str,
    region: str,
    effective_from: date,
    uscc: str = "",
    by: Actor,
    on: date,
) -> Authority:
    """Enter an organ 「登记机构」; its code is made of region and kind, as in 410500-CZ.

    Raises:
        Refusal: `no-authority-to-act`, `already-there`.
    """
    organ = Authority(
        code=code,
        kind=kind,
        role=Authority.Role(role),
        name=name,
        region=region,
        uscc=uscc,
        effective_from=effective_from,
    )
    check_keeps(by, organ)
    with entered_once(Refusal("already-there", f"部门代码{code}已被使用，请另取代码", POSTS)):
        organ.save(force_insert=True)
    journal.record(OrganEntered(code, name, organ.role, region, effective_from, on), by=by, law=POSTS)
    return organ


@transaction.atomic
def correct_authority(organ: Authority, *, name: str, uscc: str, reason: str, by: Actor, on: date) -> Authority:
    """Call an organ otherwise, or correct its code 「更名」; the journal keeps what it was called before.

    Raises:
        Refusal: `no-authority-to-act`, `no-reason`.
    """
    check_keeps(by, organ)
    given = rules.check_reason(reason, "更正机构名称", POSTS)
    former, organ.name, organ.uscc = organ.name, name.strip(), uscc
    organ.save(update_fields=["name", "uscc"])
    journal.record(OrganCorrected(organ.code, former, organ.name, uscc, given, on), by=by, law=POSTS)
    return organ


@transaction.atomic
def end_authority(organ: Authority, *, effective_to: date, reason: str, by: Actor, on: date) -> Authority:
    """Dissolve an organ 「撤销机构」; `effective_to` is the first day without it.

    Raises:
        Refusal: `no-authority-to-act`, `no-reason`, `already-ended`, `too-early`, `still-manned`.
    """
    organ.refresh_from_db(from_queryset=Authority.objects.select_for_update())
    check_keeps(by, organ)
    given = rules.check_reason(reason, "撤销机构", POSTS)
    if organ.effective_to is not None:
        raise Refusal("already-ended", f"{organ.name}已于{in_words(organ.effective_to)}撤销", POSTS)
    if effective_to <= organ.effective_from:
        raise Refusal("too-early", f"撤销日期应当晚于设立日期{in_words(organ.effective_from)}", POSTS)
    held = Appointment.objects.filter(post__section__authority=organ).exclude(ends_on__lte=effective_to)
    if (one := held.select_related("account").first()) is not None:
        raise Refusal("still-manned", f"{organ.name}届时仍有{one.account.name}等人员在任，请先办理离任", POSTS)
    organ.effective_to = effective_to
    organ.save(update_fields=["effective_to"])
    journal.record(OrganEnded(organ.code, effective_to, given, on), by=by, law=POSTS)
    return organ


@transaction.atomic
def create_section(authority: Authority, name: str, *, by: Actor, on: date) -> Section:
    """Set up a section 「设立科室」, or find the one of this name."""
    check_keeps(by, authority)
    section, is_new = Section.objects.get_or_create(authority=authority, name=name.strip())
    if is_new:
        journal.record(SectionEntered(authority.code, section.name, on), by=by, law=POSTS)
    return section


@transaction.atomic
def create_post(section: Section, title: str, *, power: str, by: Actor, on: date) -> Post:
    """Set up a post with its one power 「设立岗位」, or find the one of this title.

    Raises:
        Refusal: `no-authority-to-act`; `other-power`: a post of this title has another power.
    """
    check_keeps(by, section.authority)
    post, is_new = Post.objects.get_or_create(
        section=section, title=title.strip(), defaults={"power": Post.Power(power)}
    )
    if post.power != power:
        raise Refusal("other-power", f"岗位“{post.title}”的权限为{post.get_power_display()}，请另设岗位", POSTS)
    if is_new:
        event = PostEntered(section.authority_id, section.name, post.title, post.power, on)
        journal.record(event, by=by, law=POSTS)
    return post


@transaction.atomic
def create_post_in(authority: Authority, section: str, title: str, *, power: str, by: Actor, on: date) -> Post:
    """Set up a post in a section by its name, which is set up too when it is new, or do neither."""
    return create_post(create_section(authority, section, by=by, on=on), title, power=power, by=by, on=on)


@transaction.atomic
def appoint(account: Account, post: Post, *, starts_on: date, by: Actor, on: date) -> Appointment:
    """Let a person hold a post 「任职」; nobody holds two at a time.

    Raises:
        Refusal: `no-authority-to-act`, `organ-ends`, `still-in-post`.
    """
    organ = Authority.objects.select_for_update().get(pk=post.section.authority_id)
    check_keeps(by, organ)
    if organ.effective_to is not None:
        raise Refusal("organ-ends", f"{organ.name}自{in_words(organ.effective_to)}起撤销，请另选岗位", POSTS)
    hold(account)
    later = Appointment.objects.filter(account=account).exclude(ends_on__lte=starts_on).select_related("post__section")
    if (held := later.first()) is not None:
        raise Refusal("still-in-post", f"{account.name}现任{held.post}，请先办理离任", POSTS)
    appointment = Appointment.objects.create(account=account, post=post, starts_on=starts_on)
    event = AppointmentMade(
        account.ref,
        authority=post.section.authority_id,
        post=f"{post.section.name}·{post.title}",
        power=post.power,
        starts_on=starts_on,
        on=on,
    )
    journal.record(event, by=by, law=POSTS)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, ends_on: date, by: Actor, on: date) -> Appointment:
    """Let a person leave a post 「离任」; `ends_on` is the first day without it.

    Raises:
        Refusal: `no-authority-to-act`, `already-ended`, `too-early`.
    """
    appointment.refresh_from_db(from_queryset=Appointment.objects.select_for_update())
    post = appointment.post
    check_keeps(by, post.section.authority)
    if appointment.ends_on is not None:
        raise Refusal("already-ended", f"该任职已于{in_words(appointment.ends_on)}结束", POSTS)
    if ends_on <= appointment.starts_on:
        raise Refusal("too-early", f"离任日期应当晚于任职日期{in_words(appointment.starts_on)}", POSTS)
    appointment.ends_on = ends_on
    appointment.save(update_fields=["ends_on"])
    event = AppointmentEnded(
        appointment.account.ref,
        authority=post.section.authority_id,
        post=f"{post.section.name}·{post.title}",
        ends_on=ends_on,
        on=on,
    )
    journal.record(event, by=by, law=POSTS)
    return appointment


def hold(account: Account) -> None:
    """Lock the row and see how it stands now, so that two who act on an account at once come one after the other."""
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())


def check_keeps(by: Actor, organ: Kept) -> None:
    """Refuse whoever does not administer this organ."""
    if not keeper(by, organ):
        raise Refusal("no-authority-to-act", "您无权管理该机构的岗位和人员，请联系系统管理员", POSTS)


def check_keeps_account(by: Actor, account: Account, *, on: date) -> None:
    """Refuse whoever does not administer the organ where the account is in post; without a post, the main office's."""
    held = Appointment.objects.filter(in_post(on), account=account).select_related("post__section__authority").first()
    if held is not None:
        check_keeps(by, held.post.section.authority)
    elif not (by.role == Role.CLOCK or (by.role in {Role.COORDINATOR, Role.CENTRE} and by.power == "administers")):
        raise Refusal("no-authority-to-act", "您无权管理该账号，请联系公管办系统管理员", POSTS)
