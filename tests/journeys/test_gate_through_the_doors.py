"""Everybody at every door, in any order: forms of console and portal, the API, the inbox; nobody gets around."""

import json
from collections import Counter
from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from heng.ledger import relay
from heng.ledger.models import Entry
from heng.registers.authorities.models import Application, Designation, Handover
from heng.registers.trading.models import BEFORE_THE_GATE, Bid, Contract, Lot, Notice, Project
from heng.registers.trading.procedure import PROCEDURE
from tests.faces.exchange.releases import release, tender
from tests.support import world as worlds
from tests.support.cast import CITY, HOUSING, WATER
from tests.support.doors import FAULT, FORM, cookies, rows

STAFF = ("officer", "head", "neighbour", "watcher", "coordinator", "administrator", "centre", "government")
PEOPLE = (*STAFF, "owner", "stranger", "public")
RIGHT = (
    "centre",
    "centre",
    "officer",
    "neighbour",
    "government",
    "owner",
)  # who moves things on, more often than others
FORMS = [
    row
    for row in rows()
    if row["method"] == "POST"
    and row["url"].startswith(("console:", "portal:", "inbox:"))
    and not row["url"].startswith(("console:account", "console:system", "console:delivery", "console:duty"))
]
VERBS = sorted({step.verb for step in PROCEDURE})
BY_LAW = {"A01": HOUSING, "A07": WATER}
SEEN: Counter[str] = Counter()

DEPARTMENT = st.sampled_from([HOUSING, WATER])
CLASS = st.sampled_from(["A01", "A07", "Z99", "D01"])
DECLARED = st.sampled_from(["", "yes", "no"])
KEY = st.sampled_from(["k1", "k2", "k3"])


def facts(key: str, trade_class: str, declared: str, department: str) -> dict[str, str]:
    """Answers to whatever a form of this house may ask."""
    today = date.today().isoformat()  # noqa: DTZ011  -- as the doors read the day
    return {
        "key": key, "name": f"演示项目{key}", "trade_class": trade_class, "region": CITY, "is_mandatory": declared,
        "declared": declared, "owner_name": "演示业主", "owner_code": "12410500MB1234562Y", "budget": "9000000",
        "fund_source": "自筹" if declared == "no" else "财政资金", "mode": "公开招标", "authority": department,
        "approval_name": "演示立项批复", "grounds": "演示理由", "reason": "演示理由", "why": "演示理由",
        "way": "government", "decider": "演示市人民政府", "document_number": "演政〔2026〕1号", "due_on": today,
        "title": "演示公告", "kind": "tender", "content": "演示", "happened_on": today, "text": "{}",
    }  # fmt: skip


class Doors(RuleBasedStateMachine):
    """People, and a system with its key, at the doors."""

    @initialize()
    def build_the_world(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.world = worlds.build(date.today())  # noqa: DTZ011
        self.before = set(Project.objects.values_list("pk", flat=True))
        self.clients = {}
        for who in PEOPLE:
            self.clients[who] = Client()
            self.clients[who].cookies.load(cookies(self.world, who).output(header="", sep=";"))

    def number(self, choose, url):
        """Choose what a form is about: a project, an application, a designation, a hand-over that there is."""
        tables = {"application": Application, "designation": Designation, "handover": Handover}
        noun = url.partition(":")[2].partition("_")[0]
        found = tables.get(noun, Project).objects.order_by("-pk").values_list("pk", flat=True)
        return choose(st.sampled_from(list(found) or [1]))

    @rule(data=st.data(), row=st.sampled_from(FORMS), who=st.sampled_from(PEOPLE + RIGHT * 3), declared=DECLARED)
    def fill_in_a_form(self, data, row, who, declared):
        words = dict(each.split("=", 1) for each in row["args"].split())
        kept = {name: self.world.words.get(word, word) for name, word in words.items()}
        if "pk" in kept and words["pk"] in {"project", "outside", "application", "designation", "handover"}:
            kept["pk"] = self.number(data.draw, row["url"])
        if "verb" in kept:
            kept["verb"] = data.draw(st.sampled_from(VERBS))
        told = facts(data.draw(KEY), data.draw(CLASS), declared, data.draw(DEPARTMENT))
        self.ask(who, reverse(row["url"], kwargs=kept), told)

    @rule(data=st.data(), who=st.sampled_from(RIGHT), key=KEY, trade_class=CLASS, declared=DECLARED)
    def go_the_right_way_some_of_it(self, data, who, key, trade_class, declared):
        """Register, ask to enter, apply, accept, settle: one of them, by somebody who often may."""
        told = facts(key, trade_class, declared, data.draw(DEPARTMENT))
        project, application = self.number(data.draw, "console:project"), self.number(data.draw, "console:application")
        where = data.draw(
            st.sampled_from([
                reverse("console:register"),
                reverse("portal:register"),
                reverse("console:project_step", args=[project, "admit"]),
                reverse("console:apply", args=[project]),
                reverse("portal:own_apply", args=[project]),
                reverse("console:application_accept", args=[application]),
                reverse("console:designate", args=[project]),
                reverse("console:designation", args=[self.number(data.draw, "console:designation")]),
            ])
        )  # fmt: skip
        self.ask(who, where, told)

    @rule(key=KEY, trade_class=CLASS, declared=DECLARED)
    def ask_by_machine(self, key, trade_class, declared):
        body = {
            "key": key, "name": "演示项目", "trade_class": trade_class, "region": CITY, "budget": "9000000",
            "owner": {"name": "演示业主", "code": "12410500MB1234562Y"},
            "is_mandatory": {"yes": True, "no": False}.get(declared),
            "fund_source": "自筹" if declared == "no" else "财政资金", "approval_name": "演示立项批复",
        }  # fmt: skip
        self.send("/api/v1/entries", body)

    @rule(key=KEY, works=st.booleans())
    def send_a_whole_release(self, key, works):
        changes = {"mainProcurementCategory": "works"} if works else {}
        self.send(reverse("exchange:inbox"), release(key, tender=tender(**changes)))

    @rule()
    def carry_the_news(self):
        relay.run(now=timezone.now())

    @invariant()
    def nobody_is_in_without_a_department_that_took_it(self):
        for project in Project.objects.exclude(pk__in=self.before).exclude(stage__in=BEFORE_THE_GATE):
            SEEN["in"] += 1
            given = project.resolution["authority"]
            told = {"subject": project.ref, "authority": given}
            entrusted = (
                Application.objects.filter(status="accepted", **told).exists()
                or Designation.objects.filter(status="settled", **told).exists()
            )
            by_law = BY_LAW.get(project.trade_class) == given and not project.resolution["is_voluntary"]
            passed = Handover.objects.filter(subject=project.ref, status="taken", target=project.authority_id)
            assert entrusted or by_law, project
            assert project.authority_id == given or passed.exists()
            assert Entry.objects.filter(kind="trading.ProjectAdmitted", subject=project.ref).count() == 1

    @invariant()
    def nothing_is_kept_of_who_is_outside(self):
        SEEN["outside"] += Project.objects.exclude(pk__in=self.before).filter(stage__in=BEFORE_THE_GATE).count()
        for table in (Lot, Notice, Contract):
            assert not table.objects.filter(project__stage__in=BEFORE_THE_GATE).exists()
        assert not Bid.objects.filter(lot__project__stage__in=BEFORE_THE_GATE).exists()

    def ask(self, who, address, told):
        cache.clear()
        answer = self.clients[who].generic("POST", address, "&".join(f"{k}={v}" for k, v in told.items()), FORM)
        assert answer.status_code < FAULT, f"{who} {address}"
        SEEN[str(answer.status_code)] += 1

    def send(self, address, body):
        cache.clear()
        text = json.dumps(body, ensure_ascii=False)
        answer = Client().generic("POST", address, text, "application/json", headers={"X-API-Key": worlds.KEY})
        assert answer.status_code < FAULT, f"{address} {text}"
        SEEN[str(answer.status_code)] += 1

    def teardown(self):
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)


@pytest.mark.slow
@pytest.mark.clause("8.6")
def test_no_door_leads_around_the_gate(db):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    config = settings(max_examples=12, stateful_step_count=30, derandomize=True, suppress_health_check=checks)
    SEEN.clear()
    run_state_machine_as_test(Doors, settings=config)
    assert SEEN["in"], "somebody must get in, or nothing was tried"
    assert SEEN["outside"], "somebody must be kept out, or nothing was tried"
