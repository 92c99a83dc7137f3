"""What a reader sees in the navigation."""

import pytest

from heng.faces.frame import navigation
from heng.faces.frame.navigation import Item
from heng.registers.authorities.actors import PUBLIC, Actor, Role, is_administrator, is_staff

OFFICER = Actor(Role.OFFICER, person="AC000001", power="handles")
ITEMS = [
    Item("工作台", "console:desk", "layout-dashboard", is_staff),
    Item("项目监管", "console:projects", "building-bank", is_staff, badge=lambda _: 18),
    Item("岗位", "console:posts", "users", is_administrator),
]


@pytest.fixture(autouse=True)
def _door(monkeypatch):
    monkeypatch.setattr(navigation, "_ITEMS", {})
    navigation.register("console", *ITEMS)


def test_each_reader_sees_what_it_may_open():
    assert [item.label for item in navigation.shown("console", OFFICER, "/")] == ["工作台", "项目监管"]
    assert navigation.shown("console", PUBLIC, "/") == []


def test_the_nearest_page_is_the_active_one():
    desk, projects = navigation.shown("console", OFFICER, "/console/projects/12/")
    assert (desk.active, projects.active) == (False, True)
    desk, projects = navigation.shown("console", OFFICER, "/console/")
    assert (desk.active, projects.active) == (True, False)


def test_a_badge_counts_what_waits():
    assert [item.badge for item in navigation.shown("console", OFFICER, "/")] == [0, 18]


def test_a_page_is_not_listed_twice():
    navigation.register("console", *ITEMS)
    assert len(navigation.shown("console", OFFICER, "/")) == 2
