"""The people of the tests, as actors. Wherever a test says who does what, it speaks of these."""

from dataclasses import dataclass, replace

from heng.registers.authorities.actors import CLOCK, PUBLIC, Actor, Role

CITY = "410500"
OWNER_CODE = "11410500MB0A1234X0"  # invented
HOUSING, WATER, AUDIT, OFFICE, CENTRE, GOVERNMENT = (f"{CITY}-{kind}" for kind in ("ZJ", "SL", "SJ", "GG", "JY", "ZF"))


def _staff(role: Role, number: int, name: str, authority: str, power: str = "handles") -> Actor:
    return Actor(
        role=role,
        person=f"AC{number:06d}",
        name=name,
        post=f"{name}的岗位",
        power=power,
        authority=authority,
        authority_name=authority,
        region=CITY,
    )


@dataclass(frozen=True, slots=True)
class Cast:
    """王芳 handles, 李强 of the neighbouring department must be refused, the auditor reads, the public looks on."""

    officer: Actor = _staff(Role.OFFICER, 1, "王芳", HOUSING)
    head: Actor = _staff(Role.OFFICER, 2, "赵敏", HOUSING, "heads")
    reader: Actor = _staff(Role.OFFICER, 3, "钱进", HOUSING, "reads")
    neighbour: Actor = _staff(Role.OFFICER, 4, "李强", WATER)
    neighbour_head: Actor = _staff(Role.OFFICER, 5, "孙立", WATER, "heads")
    watcher: Actor = _staff(Role.WATCHER, 6, "周清", AUDIT, "reads")
    coordinator: Actor = _staff(Role.COORDINATOR, 7, "吴和", OFFICE)
    administrator: Actor = _staff(Role.COORDINATOR, 900_008, "郑管", OFFICE, "administers")  # nobody of a test
    centre: Actor = _staff(Role.CENTRE, 9, "冯场", CENTRE)
    government: Actor = _staff(Role.GOVERNMENT, 10, "陈府", GOVERNMENT)
    owner: Actor = Actor(Role.PARTY, person="AC000011", name="业主代表", party=OWNER_CODE)
    stranger: Actor = Actor(Role.PARTY, person="AC000012", name="旁人", party="91410500MA0B1234X1")
    machine: Actor = Actor(
        Role.MACHINE,
        person="SY:centre",
        name="交易系统",
        authority=CENTRE,
        region=CITY,
        scopes=frozenset({"entries", "read", "exchange"}),
    )
    public: Actor = PUBLIC
    clock: Actor = CLOCK

    def elsewhere(self, actor: Actor, region: str = "410600") -> Actor:
        """The same person, in the same post of another city."""
        return replace(actor, region=region, authority=actor.authority.replace(CITY, region))


CAST = Cast()
