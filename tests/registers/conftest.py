"""A small city on paper: organs with invented names, and the days on which things happen."""

from datetime import UTC, date, datetime

import pytest

from heng.engines.procedure import Refusal
from heng.ledger.models import Entry
from heng.registers.authorities.models import Authority
from tests.support.cast import AUDIT, CENTRE, CITY, GOVERNMENT, HOUSING, OFFICE, WATER

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)  # noon in Anyang
FOUNDED = date(2020, 1, 1)
ROLES = Authority.Role
ORGANS = {
    HOUSING: ("演示市住房和城乡建设局", ROLES.SUPERVISES),
    WATER: ("演示市水利局", ROLES.SUPERVISES),
    AUDIT: ("演示市审计局", ROLES.WATCHES),
    OFFICE: ("演示市公管办", ROLES.COORDINATES),
    CENTRE: ("演示市公共资源交易中心", ROLES.TRADES),
    GOVERNMENT: ("演示市人民政府", ROLES.GOVERNS),
}


@pytest.fixture
def city(db) -> dict[str, Authority]:
    """The organs of the cast, saved."""
    return {
        code: Authority.objects.create(
            code=code, kind=code.split("-")[1], role=role, name=name, region=CITY, effective_from=FOUNDED
        )
        for code, (name, role) in ORGANS.items()
    }


@pytest.fixture
def told(db):
    """The kinds and subjects of what the journal holds."""
    return lambda: list(Entry.objects.order_by("pk").values_list("kind", "subject"))


@pytest.fixture
def refused():
    """Expect a lawful no with this code and a reason in Chinese; return it."""

    def expect(code, act):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code == code
        assert caught.value.reason
        return caught.value

    return expect
