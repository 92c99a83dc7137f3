"""Releases to take in 「发布文件」: invented procurements of five bids each, always the same ones."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

FIRST_DAY = datetime(2023, 1, 2, 9, tzinfo=timezone(timedelta(hours=8)))
BIDS = 5
LEAST = 4_000_000  # 元: above every threshold of the catalogue, so that all must enter, and do
SERVICES = 0.4  # of all
OWNERS, BIDDERS = 400, 4000
PLACES = ("演示市", "演示东区", "演示西区", "演示新区", "演示县")
ORGANS = ("教育服务中心", "卫生服务中心", "道路养护中心", "档案管理中心", "文化服务中心", "水务服务中心")
THINGS = ("教学设备", "道路养护", "办公家具", "软件开发", "医用仪器", "物业管理", "监控设备", "绿化养护", "档案整理")
WAYS = ("采购项目", "采购及安装项目", "服务项目", "更新项目", "三年期服务项目")
TRADES = ("设备", "科技", "工程", "软件", "物业", "园林", "仪器", "家具")


def write(path: Path, count: int) -> None:
    """Write so many releases, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for release in releases(count):
            file.write(json.dumps(release, ensure_ascii=False))
            file.write("\n")


def releases(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Invent releases one by one: announced, opened, awarded, half of them under contract."""
    random = Random(seed)
    for number in range(count):
        yield _release(number, random)


def _release(number: int, random: Random) -> dict[str, Any]:
    ocid = f"ocds-bench-{number:07d}"
    start = FIRST_DAY + timedelta(minutes=random.randrange(3 * 365 * 24 * 60))
    due = start + timedelta(days=20 + random.randrange(10))
    owner = random.randrange(OWNERS)
    bidders = random.sample(range(BIDDERS), BIDS)
    budget = round(LEAST + random.lognormvariate(13.2, 1.2), 2)
    prices = [round(budget * random.uniform(0.8, 0.99), 2) for _ in bidders]
    best = prices.index(min(prices))
    awarded = due + timedelta(days=3 + random.randrange(5))
    told = {
        "ocid": ocid,
        "id": f"{ocid}-1",
        "date": _moment(awarded + timedelta(days=10)),
        "tag": ["compiled"],
        "initiationType": "tender",
        "parties": [_owner(owner), *(_bidder(bidder) for bidder in bidders)],
        "buyer": {"id": f"owner-{owner}", "name": _owner(owner)["name"]},
        "tender": _tender(ocid, owner, random, budget, start, due),
        "bids": {"details": [_bid(place, bidders[place], prices[place], due) for place in range(BIDS)]},
        "awards": [
            {
                "id": "award-1",
                "status": "active",
                "date": _moment(awarded),
                "value": {"amount": prices[best], "currency": "CNY"},
                "suppliers": [{"id": f"bidder-{bidders[best]}"}],
            }
        ],
    }
    if number % 2:
        told["contracts"] = [_contract(prices[best], awarded + timedelta(days=9))]
    return told


def _tender(ocid: str, owner: int, random: Random, budget: float, start: datetime, due: datetime) -> dict[str, Any]:
    is_service = random.random() < SERVICES
    return {
        "id": f"CG-{ocid[-7:]}",
        "title": f"{_place(owner)}{random.choice(ORGANS)}{random.choice(THINGS)}{random.choice(WAYS)}",
        "status": "complete",
        "mainProcurementCategory": "services" if is_service else "goods",
        "procurementMethod": "open",
        "value": {"amount": budget, "currency": "CNY"},
        "tenderPeriod": {"startDate": _moment(start), "endDate": _moment(due)},
        "bidOpening": {"date": _moment(due)},
        "documents": [
            {
                "id": f"{ocid}-notice",
                "documentType": "tenderNotice",
                "title": "采购公告",
                "url": f"https://trade.example/{ocid}/notice",
                "datePublished": _moment(start),
            },
            {
                "id": f"{ocid}-file",
                "documentType": "biddingDocuments",
                "title": "采购文件",
                "url": f"https://trade.example/{ocid}/file",
                "datePublished": _moment(start),
            },
        ],
    }


def _bid(place: int, bidder: int, price: float, due: datetime) -> dict[str, Any]:
    return {
        "id": f"bid-{place + 1}",
        "date": _moment(due - timedelta(hours=place + 1)),
        "status": "valid",
        "tenderers": [{"id": f"bidder-{bidder}"}],
        "value": {"amount": price, "currency": "CNY"},
    }


def _contract(amount: float, signed: datetime) -> dict[str, Any]:
    return {
        "id": "contract-1",
        "awardID": "award-1",
        "title": "采购合同",
        "dateSigned": _moment(signed),
        "value": {"amount": amount, "currency": "CNY"},
        "period": {"startDate": _moment(signed), "endDate": _moment(signed + timedelta(days=180))},
    }


def _owner(number: int) -> dict[str, Any]:
    name = f"{_place(number)}{ORGANS[number % len(ORGANS)]}第{number}处"
    return _party(f"owner-{number}", name, "XX-OWNER", number, "buyer")


def _bidder(number: int) -> dict[str, Any]:
    return _party(
        f"bidder-{number}", f"演示{TRADES[number % len(TRADES)]}有限公司第{number}号", "XX-TEST", number, "tenderer"
    )


def _party(key: str, name: str, scheme: str, number: int, role: str) -> dict[str, Any]:
    return {"id": key, "name": name, "identifier": {"scheme": scheme, "id": str(number)}, "roles": [role]}


def _place(owner: int) -> str:
    return PLACES[owner % len(PLACES)]


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
