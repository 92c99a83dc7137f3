"""A machine reads projects: as far as its key and its region reach."""

from datetime import date
from decimal import Decimal

import pytest

from heng.registers.authorities.models import System
from heng.registers.parties.models import Party
from heng.registers.trading.models import Bid, Lot, Project, Stage
from tests.support.cast import HOUSING

pytestmark = pytest.mark.django_db


def refs(answer) -> list[str]:
    return [row["ref"] for row in answer.json()["projects"]]


def project(key: str, stage: str = Stage.ANNOUNCED, region: str = "410500", **facts) -> Project:
    facts.setdefault("owner", Party.objects.first())
    inside = (
        {} if stage in {Stage.REFUSED, Stage.APPLIED} else {"authority_id": HOUSING, "admitted_on": date(2026, 1, 5)}
    )
    if stage == Stage.REFUSED:
        inside = {"refusal_code": "no-authority", "refusal_reason": "尚未落实监督部门"}
    plain = {"name": f"演示项目{key}", "trade_class": "A01", "regime": "ENG", "registered_on": date(2026, 1, 4)}
    return Project.objects.create(source="centre", source_key=key, stage=stage, region=region, **plain | inside | facts)


def test_a_system_reads_the_projects_of_its_own_city_also_those_not_admitted(get, world):
    assert set(refs(get("projects"))) == {world.words["project_ref"], world.words["outside_ref"]}
    refused = get(f"projects/{world.words['outside_ref']}").json()
    assert refused["refusal_reason"] == "尚未落实监督部门"


def test_a_system_of_another_city_reads_only_what_is_public(get, world):
    System.objects.update(region="410600")
    assert refs(get("projects")) == [world.words["project_ref"]]
    assert get(f"projects/{world.words['outside_ref']}").status_code == 404


def test_a_system_of_a_county_does_not_read_what_waits_at_the_gate_of_the_city(get, world):
    own = project("n-1", Stage.REFUSED, region="410581")
    System.objects.update(region="410581")
    assert set(refs(get("projects"))) == {world.words["project_ref"], own.ref}


def test_a_key_that_only_reports_does_not_read(get):
    System.objects.update(scopes="exchange")
    assert get("projects").status_code == 403
    assert get("changes").status_code == 403


def test_the_list_is_turned_page_by_page_without_loss_or_repetition(get, world):
    for number in range(5):
        project(f"n-{number}")
    seen, after = [], None
    for _ in range(10):
        page = get("projects", limit=2, **({"after": after} if after is not None else {})).json()
        seen += [row["ref"] for row in page["projects"]]
        after = page["next"]
        if after is None:
            break
    assert seen == [row.ref for row in Project.objects.order_by("pk")]


def test_the_list_is_narrowed_by_what_is_asked(get):
    wanted = project("n-1", Stage.OPENED, trade_class="D01", regime="PROC", name="演示设备采购项目")
    for asked in ({"q": "设备采购"}, {"stage": "opened"}, {"trade_class": "D"}, {"regime": "PROC"}):
        if "q" not in asked:
            assert refs(get("projects", **asked)) == [wanted.ref], asked
    assert refs(get("projects", authority=HOUSING, stage="opened")) == [wanted.ref]
    assert refs(get("projects", registered_from="2026-01-04", stage="opened")) == [wanted.ref]
    assert refs(get("projects", region="410581")) == []


def test_a_wrong_filter_is_named_and_not_passed_over(get):
    answer = get("projects", stage="nowhere", region="41")
    assert answer.status_code == 422
    assert "stage" in answer.json()["detail"]
    assert "region" in answer.json()["detail"]


def test_nobody_learns_who_bids_before_the_bids_are_opened(get):
    waiting, opened = project("n-1"), project("n-2", Stage.OPENED)
    bidder = Party.objects.last()
    for one in (waiting, opened):
        lot = Lot.objects.create(project=one, source_key="1", name="一标段")
        Bid.objects.create(lot=lot, bidder=bidder, price=Decimal(100), source_key="b1")
    secret = get(f"projects/{waiting.ref}")
    assert secret.json()["lots"][0]["is_secret"]
    assert bidder.name not in secret.content.decode()
    shown = get(f"projects/{opened.ref}").json()["lots"][0]["bids"]
    assert [(bid["bidder"]["name"], Decimal(bid["price"])) for bid in shown] == [(bidder.name, 100)]


def test_a_person_who_bids_is_masked_for_machines_too(get):
    opened = project("n-1", Stage.OPENED)
    person = Party.objects.create(code="ZR00", scheme="FOREIGN", kind=Party.Kind.NATURAL, name="王演示")
    lot = Lot.objects.create(project=opened, source_key="1", name="一标段")
    Bid.objects.create(lot=lot, bidder=person, source_key="b1")
    told = get(f"projects/{opened.ref}").json()["lots"][0]["bids"][0]["bidder"]
    assert told == {"name": "王**", "code": ""}


def test_what_is_no_reference_finds_nothing(get):
    assert get("projects/TP999999").status_code == 404
    assert get("projects/XX1").status_code == 404
    answer = get("projects/TP" + "9" * 15)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_the_answer_says_who_supervises_and_why(get, world):
    told = get(f"projects/{world.words['project_ref']}").json()
    assert told["authority"] == HOUSING
    assert told["authority_name"] == "演示市住房和城乡建设局"
