"""`heng demo`, as somebody calls it; and the same seed makes the same city."""

from dataclasses import replace
from datetime import date
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils.timezone import now

from heng.duties.supervision import services as supervision
from heng.duties.supervision.models import Reminder
from heng.faces.demo import play, scale, trades
from heng.faces.demo.companies import invent
from heng.faces.demo.offices import PASSWORD
from heng.faces.demo.schemes import SCHEMES
from heng.faces.demo.timetable import BREACHES
from heng.ledger.models import Checkpoint, Entry
from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.models import Authority
from heng.registers.parties.models import Party
from heng.registers.trading.models import Bid, Project
from tests.faces.demo.conftest import NOON, SLICE, TODAY
from tests.support import source

pytestmark = pytest.mark.django_db
FACTS = (
    "source_key",
    "name",
    "trade_class",
    "region",
    "owner__code",
    "stage",
    "authority_id",
    "refusal_code",
    "budget",
)


def _played(seed: int) -> tuple[str, list[object], list[object]]:
    with transaction.atomic():
        played = play.perform(seed, SLICE, today=TODAY, at=NOON)
        projects = list(Project.objects.order_by("source_key").values_list(*FACTS))
        bids = list(Bid.objects.order_by("pk").values_list("bidder__code", "price", "submitted_at", "manager"))
        transaction.set_rollback(True)
    return played.digest, projects, bids


def test_the_same_seed_makes_the_same_city():
    first = _played(1)
    assert first[2]
    assert _played(1) == first


def test_another_seed_makes_other_projects():
    def told(seed: int) -> list[object]:
        companies = invent(Random(seed), SLICE)
        return [scene.facts for _, scenes in trades.acts(seed, SLICE, companies, today=TODAY) for scene in scenes]

    assert told(1) == told(1)
    assert told(1) != told(2)


def test_the_command_shows_how_far_it_has_come_and_prints_logins_digest_and_where_the_truth_lies(
    settings, tmp_path, monkeypatch
):
    settings.DEMO = True
    monkeypatch.setitem(scale.SCALES, "city", replace(SLICE, at_once=False, items=0))
    told, heard, truth = StringIO(), StringIO(), tmp_path / "truth.json"
    call_command("demo", "--scale", "city", "--truth", str(truth), today=TODAY, stdout=told, stderr=heard)
    assert heard.getvalue().count("演示项目：") >= 3
    assert truth.exists()
    for word in (PASSWORD, "内容摘要", str(truth), "owner-1", "全部虚构"):
        assert word in told.getvalue()


def test_whatever_presses_in_the_city_has_been_reminded_of_before_anybody_logs_in(settings, tmp_path, monkeypatch):
    settings.DEMO = True
    monkeypatch.setitem(scale.SCALES, "small", SLICE)
    call_command("demo", truth=tmp_path / "truth.json", today=TODAY, stdout=StringIO())
    assert Reminder.objects.exists()
    assert supervision.remind(by=CLOCK, on=TODAY) == 0


def test_the_city_is_sealed_at_the_true_time_whatever_day_it_plays(settings, tmp_path, monkeypatch):
    settings.DEMO = True
    monkeypatch.setitem(scale.SCALES, "small", SLICE)
    since = now()
    call_command("demo", truth=tmp_path / "truth.json", today=TODAY, stdout=StringIO())
    last = Checkpoint.objects.order_by("-size").first()
    assert last is not None
    assert last.size == Entry.objects.count()
    assert since <= last.at <= now()


def test_outside_a_demonstration_nothing_is_written(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="HENG_DEMO=1"):
        call_command("demo")
    assert not Authority.objects.exists()


def test_whoever_asks_for_another_scale_hears_which_there_are(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="small、city、province"):
        call_command("demo", "--scale", "nation")


def test_whoever_asks_for_a_day_before_the_law_hears_from_which_on_there_is_a_city(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="不得早于2025-02-01"):
        call_command("demo", today=date(2024, 5, 6))
    assert not Authority.objects.exists()


def test_a_database_with_data_is_left_alone(settings):
    settings.DEMO = True
    Party.objects.create(code="NAME:1", name="演示业主")
    with pytest.raises(CommandError, match="已有数据"):
        call_command("demo")
    told = StringIO()
    call_command("demo", if_empty=True, stdout=told)
    assert "未写入演示数据" in told.getvalue()
    assert not Project.objects.exists()


def test_the_page_about_the_city_names_every_scale_scheme_and_breach():
    page = (source.ROOT / "docs/demo.md").read_text(encoding="utf-8")
    assert not [word for word in (*scale.SCALES, *SCHEMES, *BREACHES) if f"`{word}`" not in page]
    assert all(law in page for _, law in BREACHES.values())
