"""Organs, posts and people of the invented city 「虚构人员」, with one password for all, and the trading system."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from heng.faces.demo.companies import Companies
from heng.faces.demo.names import NUMERALS, spelt
from heng.faces.demo.scale import CITY, PLACES, Scale
from heng.registers.authorities.actors import CLOCK, Actor
from heng.registers.authorities.models import Account, Authority, Duty, Post, Section, System
from heng.registers.authorities.selectors import actor_of, machine
from heng.registers.authorities.services import accounts, duties, organs, staff

CENTRE, OFFICE, GOVERNMENT = f"{CITY}-JYZX", f"{CITY}-GGB", f"{CITY}-ZF"
SYSTEM = "demo-centre"
PASSWORD = "Heng-Demo-2022"  # noqa: S105  -- printed for everybody, and set in demonstrations only
IN_POST_SINCE = 4 * 365  # days before today, so that the projects of three years meet people in post
POSTS = {
    Authority.Role.SUPERVISES: ((Post.Power.HANDLES, "经办岗"), (Post.Power.HEADS, "负责人岗")),
    Authority.Role.COORDINATES: ((Post.Power.HANDLES, "协调岗"), (Post.Power.ADMINISTERS, "系统管理岗")),
    Authority.Role.WATCHES: ((Post.Power.READS, "查阅岗"),),
    Authority.Role.TRADES: ((Post.Power.HANDLES, "受理岗"), (Post.Power.ADMINISTERS, "系统管理岗")),
    Authority.Role.GOVERNS: ((Post.Power.HANDLES, "办文岗"),),
}
COMMON = {f"{CITY}-{kind}" for kind in ("ZJ", "CZ", "GGB", "SJ", "JYZX")}
MARKS = {Post.Power.HANDLES: "", Post.Power.HEADS: "-head", Post.Power.READS: "", Post.Power.ADMINISTERS: "-admin"}


@dataclass(frozen=True, slots=True)
class Login:
    """One line of the table that is printed at the end."""

    username: str
    name: str
    organ: str
    post: str
    is_common: bool = False  # one of the few with which a visitor sees the most


@dataclass(frozen=True, slots=True)
class Offices:
    """Who can log in, who acts by department code, owners by party code, and the trading system with its key."""

    logins: tuple[Login, ...]
    actors: dict[str, Actor]
    owners: dict[str, Actor]
    system: Actor
    key: str

    @property
    def clerk(self) -> Actor:
        """The clerk of the trading centre who registers projects."""
        return self.actors[CENTRE]


def set_up(random: Random, companies: Companies, scale: Scale, *, today: date) -> Offices:
    """Enter organs, sections, duty lists, posts, people, representatives and the trading system."""
    since = today - timedelta(days=IN_POST_SINCE)
    organs.load_organs(by=CLOCK, on=since)
    people = list(_people(random, scale, since=since))
    represented = list(_representatives(companies, on=since))
    everybody = [account for account, _ in (*people, *represented)]
    accounts.share_password(everybody, PASSWORD, by=CLOCK, on=since)
    acting = [actor_of(account, on=today) for account in everybody]
    actors: dict[str, Actor] = {}
    for actor in acting:
        if actor.authority:
            actors.setdefault(actor.authority, actor)  # the first post of an organ is the one that handles
    owners = {actor.party: actor for actor in acting if actor.party}
    key = _open_system(on=since)
    system = System.objects.select_related("authority").get(pk=SYSTEM)
    logins = tuple(login for _, login in (*people, *represented))
    return Offices(logins, actors, owners, machine(system), key)


def _people(random: Random, scale: Scale, *, since: date) -> Iterator[tuple[Account, Login]]:
    """Staff every organ of some places, each by its list; the others have their lists and no people yet."""
    for organ in Authority.objects.filter(region__in=scale.staffed).order_by("code"):
        handler: Account | None = None
        section = _section(organ, on=since)
        for power, title in POSTS[Authority.Role(organ.role)]:
            post = staff.create_post(section, title, power=power, by=CLOCK, on=since)
            account = _account(random, organ, power, on=since)
            staff.appoint(account, post, starts_on=since, by=CLOCK, on=since)
            handler = handler or account
            yield account, Login(account.username, account.name, organ.name, title, organ.code in COMMON)
        if handler is not None:
            _answer_for_the_list(organ, handler, on=since)


def _section(organ: Authority, *, on: date) -> Section:
    """Find the first section of the duty list, or set one up."""
    listed = Section.objects.filter(authority=organ).order_by("pk").first()
    return listed or staff.create_section(organ, "综合科", by=CLOCK, on=on)


def _account(random: Random, organ: Authority, power: Post.Power, *, on: date) -> Account:
    name, surname = spelt(random)
    username = f"{PLACES[organ.region]}{organ.kind.lower()}-{surname}{MARKS[power]}"
    return accounts.create_account(username, name=name, by=CLOCK, on=on)


def _answer_for_the_list(organ: Authority, officer: Account, *, on: date) -> None:
    for duty in Duty.objects.filter(authority=organ).select_related("authority", "section"):
        duties.assign_officer(duty, officer, by=CLOCK, on=on)


def _representatives(companies: Companies, *, on: date) -> Iterator[tuple[Account, Login]]:
    for number, party in enumerate(companies.represented):
        username, name = f"owner-{number + 1}", f"演示代表{NUMERALS[number]}"
        account = accounts.create_account(username, name=name, by=CLOCK, on=on)
        accounts.set_party_representative(account, party.code, by=CLOCK, on=on)
        yield account, Login(username, account.name, party.name, "主体代表", number == 0)


def _open_system(*, on: date) -> str:
    centre = Authority.objects.get(pk=CENTRE)
    _, key = accounts.create_system(
        SYSTEM, name="演示交易系统", authority=centre, region=CITY, scopes=System.Scope, by=CLOCK, on=on
    )
    return key
