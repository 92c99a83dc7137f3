"""The list of projects as a workbook."""

import io
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from heng.faces.console import export
from heng.ledger import reading
from heng.registers.trading.models import Project

pytestmark = pytest.mark.django_db
ADDRESS = "console:projects_export"


def rows(answer):
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return list(sheet.iter_rows(values_only=True))


def take(client, **filters):
    return client.post(reverse(ADDRESS, query=filters))


@pytest.mark.clause("7.6")
def test_wang_fang_takes_the_list_home_and_the_journal_says_so(as_one, world):
    answer = take(as_one("officer"), stage="announced", region="410500")
    head, *told = rows(answer)
    assert head == export.HEADS
    assert [row[1] for row in told] == ["演示道路工程第1号"]
    [trace] = reading.search(kind="console.ProjectsExported")
    assert trace.person == world.accounts["officer"].ref
    facts = {fact.label: fact.value for fact in trace.facts}
    assert facts["筛选条件"] == "阶段：公告中；行政区划：安阳市"
    assert facts["条数"] == "1"


def test_numbers_are_numbers_and_days_are_days(as_one, world):
    Project.objects.filter(pk=world.words["project"]).update(budget=Decimal("1234567.89"))
    found = dict(zip(export.HEADS, rows(take(as_one("officer"), stage="announced"))[1], strict=True))
    assert found["预算金额"] == 1234567.89
    assert found["登记日期"] == datetime(2020, 1, 1)  # noqa: DTZ001  -- a workbook knows no zones


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK('http://x')", "https://x.invalid", "{=1}"]
)
def test_a_name_that_looks_like_a_formula_stays_a_name(as_one, world, name):
    Project.objects.filter(pk=world.words["project"]).update(name=name)
    answer = take(as_one("officer"), stage="announced")
    cell = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.cell(2, 2)
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_too_long_a_list_is_refused_with_what_to_do(as_one, monkeypatch):
    monkeypatch.setattr(export, "MOST", 0)
    answer = take(as_one("officer"))
    assert answer.status_code == 409
    assert "请缩小筛选范围后再导出" in answer.content.decode()
    assert not reading.search(kind="console.ProjectsExported")


def test_a_misspelt_filter_exports_nothing_rather_than_everything(as_one):
    answer = take(as_one("officer"), registered_from="昨天")
    assert answer.status_code == 409
    assert "筛选条件填写有误" in answer.content.decode()


def test_li_qiang_does_not_get_what_he_may_not_see(as_one, world):
    Project.objects.filter(pk=world.words["outside"]).update(authority="410500-ZJ")
    assert [row[1] for row in rows(take(as_one("officer")))[1:]].count("演示道路工程第2号") == 1
    assert [row[1] for row in rows(take(as_one("neighbour")))[1:]].count("演示道路工程第2号") == 0


def test_the_list_is_written_with_as_many_queries_for_many_as_for_few(as_one, world, django_assert_max_num_queries):
    client, one = as_one("officer"), Project.objects.get(pk=world.words["project"])
    for number in range(30):
        one.pk, one.source_key = None, f"more-{number}"
        one.save(force_insert=True)
    with django_assert_max_num_queries(14):
        assert len(rows(take(client))) > 30


def test_what_looks_like_a_persons_number_in_the_filter_is_masked_in_the_journal(as_one):
    take(as_one("officer"), q="410502199001011234")
    [trace] = reading.search(kind="console.ProjectsExported")
    assert "4105**********1234" in trace.facts[0].value
