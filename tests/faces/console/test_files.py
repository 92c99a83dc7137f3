"""The supervision files of a department, and of one officer."""

import pytest
from django.urls import reverse

from heng.duties.supervision.models import File
from heng.registers.trading.models import Project

pytestmark = pytest.mark.django_db
ADDRESS = "console:files"


def listed(client, tab: str = ""):
    answer = client.get(reverse(ADDRESS), {"tab": tab})
    return [file.project.name for file in answer.context["page"].object_list]


@pytest.mark.clause("7.3")
def test_wang_fang_finds_the_files_that_she_answers_for(as_one):
    client = as_one("officer")
    assert listed(client) == listed(client, "mine") == listed(client, "open") == ["演示道路工程第1号"]
    assert listed(client, "waiting") == listed(client, "closed") == []
    assert "房屋市政工程招标投标监督" in client.get(reverse(ADDRESS)).content.decode()


def test_her_head_sees_it_and_answers_for_none(as_one):
    assert listed(as_one("head")) == ["演示道路工程第1号"]
    assert listed(as_one("head"), "mine") == []


def test_li_qiang_sees_none_and_the_auditor_all(as_one):
    assert listed(as_one("neighbour")) == []
    assert listed(as_one("watcher"), "nonsense") == ["演示道路工程第1号"]


def test_a_file_without_an_officer_stands_out(as_one):
    File.objects.update(status=File.Status.WAITING, officer=None)
    assert listed(as_one("head"), "waiting") == ["演示道路工程第1号"]


def test_many_files_are_asked_for_as_often_as_few(as_one, world, django_assert_max_num_queries):
    client, file = as_one("officer"), File.objects.get()
    project = Project.objects.get(pk=world.words["project"])
    client.get(reverse(ADDRESS))
    for number in range(15):
        project.pk, project.source_key = None, f"more-{number}"
        project.save(force_insert=True)
        file.pk, file.project = None, project
        file.save(force_insert=True)
    with django_assert_max_num_queries(13):
        assert len(listed(client)) == 16
