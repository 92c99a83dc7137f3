"""Who may pass a door."""

import pytest
from django.urls import resolve

from heng.registers.authorities.actors import is_administrator

pytestmark = pytest.mark.django_db


def test_a_stranger_is_asked_to_log_in_and_comes_back(client):
    answer = client.get("/console/posts/?page=2")
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/console/posts/%3Fpage%3D2"


def test_a_stranger_inside_a_page_is_sent_to_log_in_as_a_whole(client):
    answer = client.get("/console/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/console/?q=1"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=/console/%3Fq%3D1"


def test_the_officer_enters(as_, officer):
    answer = as_(officer).get("/console/")
    assert answer.status_code == 200
    assert "演示市住房和城乡建设局" in answer.text
    assert "演示甲" in answer.text


def test_the_bidder_may_not_open_the_console(as_, bidder):
    answer = as_(bidder).get("/console/")
    assert answer.status_code == 403
    assert "没有打开此页面的权限" in answer.text


def test_the_officer_may_not_open_what_is_for_administrators(as_, officer):
    assert as_(officer).get("/console/posts/").status_code == 403


def test_a_guarded_view_says_whom_it_admits():
    assert resolve("/console/posts/").func.admits is is_administrator
