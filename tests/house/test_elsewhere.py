"""Nobody of another city opens, by its number, what is not public here; whatever number stands in the address."""

from datetime import date

import pytest

from heng.registers.authorities.actors import Actor
from heng.registers.authorities.models import Account, Appointment, Authority, Post, Section
from tests.support import world as worlds
from tests.support.cast import CAST
from tests.support.doors import cookies, meet, rows
from tests.support.world import FOUNDED, ORGANS, World

NEXT_CITY = "410600"
KEPT_OUT = {"hidden", "no", "powerless", "login", "key"}
PARTS = ("officer", "head", "centre", "watcher", "coordinator", "government", "administrator")
PUBLIC = ("portal:", "account_", "mfa_")
FOR_ALL = {
    ("console:project", "pk=project"): "a project that is in is public",
    ("console:department", "code=authority"): "the list of departments and duties is public",
    ("console:duty", "pk=duty"): "the list of departments and duties is public",
    ("console:draw", "pk=draw"): "draws are public; the names of the roll stay with who organises and who inspects",
    ("console:party", "pk=party_pk"): "parties trade everywhere",
}
"""What staff of any city may read, and why."""

NATIONWIDE = {
    "console:ban_enter",
    "console:expert",
    "console:expert_reveal",
    "console:party_hold",
    "console:person_erase",
    "console:person_reveal",
    "console:record_enter",
}
"""Registers of whoever trades anywhere: a matter of power, not of place; reading in clear takes a reason on record."""


def employ(world: World, part: str) -> None:
    """Put somebody with the power of a part of the cast into the same organ of the next city."""
    actor: Actor = CAST.elsewhere(getattr(CAST, part), NEXT_CITY)
    name, role = ORGANS[getattr(CAST, part).authority]
    facts = {"kind": actor.authority[-2:], "role": role, "name": f"邻{name}", "effective_from": FOUNDED}
    organ, _ = Authority.objects.get_or_create(code=actor.authority, defaults={"region": NEXT_CITY, **facts})
    section, _ = Section.objects.get_or_create(authority=organ, name="综合科")
    post = Post.objects.create(section=section, title=actor.post, power=actor.power)
    account = Account.objects.create_user(f"next-{part}", None, name=actor.name)
    Appointment.objects.create(account=account, post=post, starts_on=FOUNDED)
    world.accounts[f"next-{part}"] = account


def asked() -> list[dict[str, str]]:
    """Rows whose address names a matter."""
    return [row for row in rows() if row["args"] and not row["url"].startswith(PUBLIC)]


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_nobody_of_another_city_reaches_what_is_not_public_here(part: str):
    world = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day
    employ(world, part)
    carried = cookies(world, f"next-{part}")
    reached = [
        f"{row['url']} {row['method']} {row['args']}: {found}"
        for row in asked()
        if (row["method"] != "GET" or (row["url"], row["args"]) not in FOR_ALL)
        and row["url"] not in NATIONWIDE
        and (found := meet(world, row, f"next-{part}", carried)) not in KEPT_OUT
    ]
    assert not reached, "\n".join(reached)


def test_what_staff_everywhere_may_read_still_stands_in_the_table():
    listed = {(row["url"], row["args"]) for row in rows()}
    assert FOR_ALL.keys() <= listed
    assert {url for url, _ in listed} >= NATIONWIDE
