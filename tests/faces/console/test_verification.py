"""What watchers and administrators see of verifications, and what alarms them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.urls import reverse

from heng.ledger.transparency.verifying import verdicts
from heng.ledger.transparency.verifying.findings import ROW, Finding, Report
from heng.registers.authorities.actors import CLOCK

NOW = datetime(2026, 3, 2, 3, tzinfo=ZoneInfo("Asia/Shanghai"))


def pronounce(*findings):
    """What a verification of last night says."""
    report = Report(size=9, root="ab" * 32)
    report.looked["留痕"] = 9
    report.add(report.looked, findings)
    with transaction.atomic():
        return verdicts.pronounce(report, is_full=True, started_at=NOW, by=CLOCK)


def test_nobody_is_alarmed_by_a_verification_that_found_nothing(as_one, world):
    pronounce()
    watcher = as_one("watcher")
    assert "核验" not in watcher.get(reverse("console:desk")).content.decode().partition("<main")[2]
    assert "通过" in watcher.get(reverse("console:verification")).content.decode()


@pytest.mark.clause("7.5")
@pytest.mark.parametrize("part", ["watcher", "coordinator", "administrator"])
def test_who_watches_is_alarmed_at_the_desk_and_reads_the_place(as_one, world, part):
    pronounce(Finding(ROW, "trading.Project 1", "与最近一次留痕后的登记不符"))
    client = as_one(part)
    assert "核验发现 1 处不符" in client.get(reverse("console:desk")).content.decode()
    page = client.get(reverse("console:verification")).content.decode()
    assert "业务数据 trading.Project 1：与最近一次留痕后的登记不符" in page


def test_who_handles_cases_is_not_bothered(as_one, world):
    pronounce(Finding(ROW, "trading.Project 1", "与最近一次留痕后的登记不符"))
    assert "处不符" not in as_one("officer").get(reverse("console:desk")).content.decode()


def test_a_verdict_that_nobody_renewed_is_overdue(world):
    pronounce()
    newest = verdicts.newest()
    assert not newest.is_overdue(newest.at + timedelta(hours=35))
    assert newest.is_overdue(newest.at + timedelta(hours=37))


def test_the_page_says_what_to_expect_before_the_first_verification(as_one, world):
    assert "还没有核验过" in as_one("watcher").get(reverse("console:verification")).content.decode()
