"""Open data: what anybody may read of purchases, as the world's standard has it."""

import json

import pytest
from django.core.cache import cache

from heng.registers.parties.models import Party
from heng.registers.trading.models import Project
from tests.faces.api import trades
from tests.faces.api.standard import review
from tests.faces.api.trades import failed, found_the_city, purchase, tell, works

pytestmark = pytest.mark.django_db
EXTENDED = {
    "/releases/tender/lots", "/releases/tender/bidOpening", "/releases/tender/datePublished",
    "/releases/tender/items/relatedLot", "/releases/tender/items/deliveryAddress", "/releases/bids",
    "/releases/awards/relatedLots", "/releases/contracts/suppliers", "/links",
}  # fmt: skip


@pytest.fixture
def city(db):
    cache.clear()
    found_the_city()


@pytest.fixture
def get(city, client):
    def ask(address: str, **asked: object):
        return client.get(f"/api/v1/ocds/{address}", asked)

    return ask


def releases(answer) -> list[dict]:
    return answer.json()["releases"]


@pytest.mark.clause("1.6")
def test_the_review_tool_of_the_standard_finds_no_fault_with_releases(get):
    tell(purchase(), works(), failed())
    answer = get("releases")
    assert len(releases(answer)) == 3
    found = review(answer.content)
    assert found["validation_errors"] == []
    assert found["additional_closed_codelist_values"] == {}
    assert found["version_used"] == "1.1"


@pytest.mark.clause("1.6")
def test_the_review_tool_of_the_standard_finds_no_fault_with_records(get):
    tell(purchase(), works(), failed())
    for address in ("records", f"records/ocds-000000-{Project.objects.first().ref}"):
        found = review(get(address).content)
        assert found["validation_errors"] == []
        assert found["additional_closed_codelist_values"] == {}


def test_every_field_that_the_standard_does_not_know_is_of_a_declared_extension(get):
    tell(purchase(), works(), failed())
    answer = get("releases")
    found = review(answer.content)
    met = {f"{field['path']}/{field['field']}" for field in found["additional_fields"]}
    assert met <= EXTENDED, met - EXTENDED
    declared = " ".join(answer.json()["extensions"])
    for word in ("bid_", "lots", "bidOpening", "location", "contract_suppliers", "tenderDatePublished", "pagination"):
        assert word in declared


def test_nobody_needs_a_key_and_nobody_reads_what_is_not_admitted(get):
    inside, outside = tell(works(), works("K-9"))
    Project.objects.filter(pk=outside.pk).update(stage="refused", refusal_code="barred", refusal_reason="在禁入期内")
    assert [one["ocid"] for one in releases(get("releases"))] == [f"ocds-000000-{inside.ref}"]
    assert get(f"records/ocds-000000-{outside.ref}").status_code == 404
    assert get(f"records/{inside.ref}").status_code == 404


def test_before_the_opening_nobody_learns_who_bids_and_afterwards_no_person_by_name(get):
    tell(works())
    (before,) = releases(get("releases"))
    assert "bids" not in before
    assert trades.FIRST.name not in json.dumps(before, ensure_ascii=False)
    tell(purchase())
    text = get("releases").content.decode()
    assert "王**" in text
    for secret in ("王演示", "00:11:22:33:44:55", "6222021703000000000", "韩专家"):
        assert secret not in text


def test_land_that_the_public_sells_is_no_purchase(get):
    (project,) = tell(works())
    Project.objects.filter(pk=project.pk).update(trade_class="B01")
    assert get("releases").status_code == 204
    assert get("records").status_code == 204
    assert get(f"records/ocds-000000-{project.ref}").status_code == 404


def test_whoever_follows_the_links_gets_each_project_once_at_its_newest(get, client):
    tell(works())
    tell(purchase())
    tell(failed())
    tell(works(lots=(trades.LotFacts(key="1", name="施工标段（更正）", code="1"),)))
    seen, answer = [], get("releases", limit=1)
    while answer.status_code == 200:
        seen += [one["tender"]["title"] for one in releases(answer)]
        answer = client.get(answer.json()["links"]["next"])
    assert answer.status_code == 204
    assert seen == ["演示市教学设备采购项目", "演示市教学设备采购项目", "演示市教学楼工程施工"]


def test_a_release_never_changes_under_its_id(get):
    tell(purchase())
    (first,) = releases(get("releases"))
    assert releases(get("releases")) == [first]
    tell(purchase(documents=(trades.DocumentFacts(key="d1", title="采购文件（更正）"),)))
    (second,) = releases(get("releases"))
    assert second["id"] != first["id"]
    Party.objects.filter(code=trades.OWNER.code).update(name="演示市教育服务中心（更名）")
    (third,) = releases(get("releases"))
    assert third["buyer"]["name"].endswith("（更名）")
    assert third["id"] not in {first["id"], second["id"]}


def test_money_is_written_exactly(get):
    tell(purchase())
    text = get("releases").content.decode()
    assert '"value":{"amount":3000000.55,"currency":"CNY"}' in text


def test_the_records_are_turned_page_by_page(get, client):
    told = tell(purchase(), works(), failed())
    seen, answer = [], get("records", limit=1)
    while True:
        seen += [record["ocid"] for record in answer.json()["records"]]
        if "links" not in answer.json():
            break
        answer = client.get(answer.json()["links"]["next"])
    assert seen == [f"ocds-000000-{project.ref}" for project in told]


def test_a_city_publishes_under_its_own_prefix(get, settings):
    settings.OCID_PREFIX = "ocds-abc123"
    (project,) = tell(works())
    assert releases(get("releases"))[0]["ocid"] == f"ocds-abc123-{project.ref}"
    assert get(f"records/ocds-abc123-{project.ref}").status_code == 200
