"""A register of many projects 「项目登记簿」, written straight into its table: only reading is measured on it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from bench.support import databases
from bench.support.releases import ORGANS, OWNERS, PLACES, THINGS, WAYS
from heng.engines.bigrams import bigrams
from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.models import Account, Appointment, Post, Section
from heng.registers.authorities.services.organs import load_organs
from heng.registers.parties.models import Party
from heng.registers.trading.models import Project, Stage

FIRST, TODAY = date(2023, 1, 2), date(2026, 3, 2)
FINANCE, HOUSING, CITY = "410500-CZ", "410500-ZJ", "410500"
SHARES = {
    Stage.COMPLETED: 40, Stage.CONTRACTED: 20, Stage.AWARDED: 10, Stage.ANNOUNCED: 10, Stage.FAILED: 5, Stage.OPENED: 5,
    Stage.REFUSED: 5, Stage.APPLIED: 3, Stage.ADMITTED: 2,
}  # fmt: skip
CHUNK = 5000
RARE = "雨污分流"  # in the name of one project in four thousand
EVERY = 4_000
HALF = 0.5


def build(count: int) -> Account:
    """Fill the registers with so many projects, and return the account of an officer who supervises half of them."""
    load_organs(by=CLOCK, on=FIRST)
    Party.objects.bulk_create(_owners())
    owners = list(Party.objects.order_by("pk"))
    random = Random(1)
    for start in range(0, count, CHUNK):
        rows = [_project(number, owners, random) for number in range(start, min(start + CHUNK, count))]
        Project.objects.bulk_create(rows)
    databases.analyse()
    return _officer()


def _owners() -> Iterator[Party]:
    for number in range(OWNERS):
        name = f"{PLACES[number % len(PLACES)]}{ORGANS[number % len(ORGANS)]}第{number}处"
        yield Party(code=f"XX-OWNER:{number}", scheme="FOREIGN", name=name, search=bigrams(name))


def _project(number: int, owners: list[Party], random: Random) -> Project:
    owner = random.choice(owners)
    thing = RARE if number % EVERY == 0 else random.choice(THINGS)
    name = f"{random.choice(PLACES)}{random.choice(ORGANS)}{thing}{random.choice(WAYS)}"
    stage = random.choices(list(SHARES), list(SHARES.values()))[0]
    day = FIRST + timedelta(days=random.randrange((TODAY - FIRST).days))
    works = random.random() < HALF
    return Project(
        source="bench",
        source_key=str(number),
        name=name,
        tender_code=f"CG-{number:07d}",
        trade_class="A01" if works else "D01",
        regime="ENG" if works else "GP",
        region=CITY,
        owner=owner,
        budget=Decimal(random.randrange(10_000, 90_000_000)),
        registered_on=day,
        stage=stage,
        authority_id=HOUSING if works else FINANCE,
        admitted_on=day,
        refusal_reason="采购项目未经批准" if stage == Stage.REFUSED else "",
        search=bigrams(f"{name} CG-{number:07d} {owner.name}"),
    )


def _officer() -> Account:
    account = Account.objects.create_user("officer", "a password of a measurement", name="演示经办")
    section = Section.objects.create(authority_id=FINANCE, name="演示科室")
    post = Post.objects.create(section=section, title="经办岗", power=Post.Power.HANDLES)
    Appointment.objects.create(account=account, post=post, starts_on=FIRST)
    return account
