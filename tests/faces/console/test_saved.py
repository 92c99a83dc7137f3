"""Filters that an officer keeps under a name."""

import pytest
from django.urls import reverse

from heng.faces.console.models import SavedView
from heng.faces.console.saved import MOST

pytestmark = pytest.mark.django_db
LIST = "console:projects"


def keep(client, name: str, query: str):
    return client.post(reverse("console:view_keep"), {"name": name, "query": query}, follow=True)


def names(client):
    return [view.name for view in client.get(reverse(LIST)).context["views"]]


def test_wang_fang_keeps_her_filters_and_finds_them_again(as_one):
    page = keep(as_one("officer"), "流标的", "stage=failed&q=&page=3&evil=1")
    assert "已保存为常用筛选“流标的”" in page.content.decode()
    assert SavedView.objects.get(name="流标的").query == "stage=failed"
    assert "流标的" in names(as_one("officer"))


def test_the_same_name_keeps_them_anew(as_one):
    keep(as_one("officer"), "我的公告", "stage=opened")
    assert SavedView.objects.get(name="我的公告").query == "stage=opened"


def test_li_qiang_neither_sees_nor_drops_hers(as_one, world):
    client = as_one("neighbour")
    assert "我的公告" not in names(client)
    assert client.post(reverse("console:view_drop", args=[world.words["view"]])).status_code == 404
    assert SavedView.objects.filter(pk=world.words["view"]).exists()


def test_wang_fang_drops_her_own(as_one, world):
    client = as_one("officer")
    assert client.post(reverse("console:view_drop", args=[world.words["view"]])).status_code == 302
    assert names(client) == []


@pytest.mark.parametrize(("name", "query"), [("", "stage=failed"), ("x" * 41, "stage=failed"), ("全部", "evil=1")])
def test_what_cannot_be_kept_is_answered_with_what_to_do(as_one, name, query):
    before = SavedView.objects.count()
    assert "没有保存：请先设定筛选条件" in keep(as_one("officer"), name, query).content.decode()
    assert SavedView.objects.count() == before


def test_nobody_keeps_more_than_help(as_one, world):
    account = world.accounts["officer"]
    SavedView.objects.bulk_create([SavedView(account=account, name=f"{n}", query="q=a") for n in range(MOST - 1)])
    assert "请先删除不用的" in keep(as_one("officer"), "再来一个", "q=b").content.decode()
    assert "已保存" in keep(as_one("officer"), "我的公告", "q=c").content.decode()
