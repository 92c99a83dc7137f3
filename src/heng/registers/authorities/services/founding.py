"""The first administrator of an installation 「首任系统管理员」: whoever runs the machine names one, and only one."""

from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.models import Account, Appointment, Authority, Post, Section
from heng.registers.authorities.selectors.who import in_post, organ_exists
from heng.registers.authorities.services import accounts, organs, staff
from heng.registers.authorities.services.staff import POSTS

TITLE = "系统管理岗"


@transaction.atomic
def first_administrator(username: str, *, name: str, region: str, on: date) -> tuple[Account, str]:
    """Let a person administer the joint conference's office of a region; return the account and its first password.

    Organs and duty lists are entered as delivered if they are not there yet.

    Raises:
        Refusal: `no-office`, `already-administered`, `already-there`.
    """
    organs.load_organs(by=CLOCK, on=on)
    office = _office(region, on=on)
    if _administered(office, on=on):
        raise Refusal("already-administered", f"{office.name}已有系统管理员，请由其在“人员与岗位”中开立其他账号", POSTS)
    section = Section.objects.filter(authority=office).order_by("pk").first()
    section = section or staff.create_section(office, "综合科", by=CLOCK, on=on)
    post = staff.create_post(section, TITLE, power=Post.Power.ADMINISTERS, by=CLOCK, on=on)
    return accounts.invite_to_post(username, post, name=name, starts_on=on, by=CLOCK, on=on)


def _office(region: str, *, on: date) -> Authority:
    """Find and hold the office, so that two who are named at once come one after the other."""
    found = Authority.objects.select_for_update().filter(
        organ_exists(on), role=Authority.Role.COORDINATES, region=region
    )
    office = found.first()
    if office is None:
        raise Refusal("no-office", f"行政区划{region}没有登记公管办，请核对设置 HENG_REGION", POSTS)
    return office


def _administered(office: Authority, *, on: date) -> bool:
    held = Appointment.objects.filter(
        in_post(on),
        post__section__authority=office,
        post__power=Post.Power.ADMINISTERS,
        account__is_active=True,
    )
    return held.exists()
