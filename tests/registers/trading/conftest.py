"""A register of trades with one city's organs."""

from datetime import UTC, datetime

import pytest

from heng.registers.credit.models import Ban
from heng.registers.parties.models import Party
from heng.registers.trading.models import Project
from heng.registers.trading.services import intake
from tests.registers.trading.trades import MONDAY
from tests.support.cast import CAST, HOUSING


@pytest.fixture
def take(city):
    """Take dossiers in on behalf of the centre; the outcomes."""
    return lambda *dossiers, by=CAST.centre, on=MONDAY: intake.take(dossiers, by=by, on=on)


@pytest.fixture
def project(take):
    """The project that a dossier brings, whether it is let in or not."""

    def bring(dossier):
        outcome = take(dossier)[0]
        return Project.objects.get(pk=int(outcome.project_ref.removeprefix("TP")))

    return bring


@pytest.fixture
def bar(db):
    """Bar a party (by code) from trading."""

    def bar(code, *, regime="", region="", starts_on=MONDAY, ends_on=None):
        return Ban.objects.create(
            party=Party.objects.get_or_create(code=code, defaults={"name": "演示失信主体"})[0],
            regime=regime,
            region=region,
            starts_on=starts_on,
            ends_on=ends_on,
            reason="演示：串通投标",
            law="招标投标法 第五十三条",
            organ="演示市住房和城乡建设局",
            entered_by=HOUSING,
            known_from=datetime(2026, 1, 1, tzinfo=UTC),
        )

    return bar
