"""Holds at the desk: on a project, a file, a party; listed with reason, article and who placed them."""

import pytest
from django.urls import reverse

from heng.ledger.evidence.models import Hold
from tests.support.cast import CAST, HOUSING, WATER

pytestmark = pytest.mark.django_db
INQUIRY = {"reason": "纪检机关调查", "law": "演纪函〔2026〕1号"}


@pytest.fixture
def places(world):
    """The addresses at which something is held or let go, by what it is."""

    def address(of, verb):
        words = world.words
        args = {
            "project": ("paper_hold", words["project"]),
            "file": ("file_hold", words["project"], words["paper"]),
            "party": ("party_hold", words["party_pk"]),
        }[of]
        return reverse(f"console:{args[0]}", args=[*args[1:], verb])

    return address


@pytest.mark.clause("7.5")
@pytest.mark.parametrize("of", ["project", "file", "party"])
def test_wang_fang_holds_and_lets_go_with_reason_and_article(as_one, places, of):
    told = as_one("officer").post(places(of, "hold"), INQUIRY, follow=True)
    assert "已封存" in told.content.decode()
    assert "纪检机关调查" in told.content.decode()
    hold = Hold.objects.get()
    assert (hold.law, hold.department) == ("演纪函〔2026〕1号", HOUSING)
    listed = as_one("officer").get(reverse("console:holds")).content.decode()
    for word in ("纪检机关调查", "演纪函〔2026〕1号", "王芳", "封存中"):
        assert word in listed
    as_one("officer").post(places(of, "lift"), {"reason": "调查终结"})
    assert "已解除" in as_one("officer").get(reverse("console:holds")).content.decode()


def test_what_one_organ_held_its_neighbour_neither_lists_nor_lets_go(as_one, places):
    as_one("neighbour").post(places("party", "hold"), INQUIRY)
    assert Hold.objects.get().department == WATER
    assert "纪检机关调查" not in as_one("officer").get(reverse("console:holds")).content.decode()
    assert as_one("officer").post(places("party", "lift"), {"reason": "终结"}).status_code == 409
    assert Hold.objects.get().lifted_on is None


@pytest.mark.parametrize(("region", "lets_go"), [(CAST.coordinator.region, True), ("410600", False)])
def test_the_coordinating_office_lets_go_in_its_own_city(as_one, places, world, region, lets_go):
    as_one("officer").post(places("party", "hold"), INQUIRY)
    office = world.accounts["coordinator"].appointments.get().post.section.authority
    office.region = region
    office.save()
    as_one("coordinator").post(places("party", "lift"), {"reason": "终结"})
    assert (Hold.objects.get().lifted_on is not None) == lets_go


def test_the_watcher_reads_the_holds_of_the_city_and_places_none(as_one, places):
    as_one("officer").post(places("project", "hold"), INQUIRY)
    assert "纪检机关调查" in as_one("watcher").get(reverse("console:holds")).content.decode()
    assert as_one("watcher").post(places("party", "hold"), INQUIRY).status_code == 409


def test_nothing_is_let_go_that_is_not_held(as_one, places):
    assert "没有封存" in as_one("officer").post(places("file", "lift"), {"reason": "再次"}).content.decode()
    assert as_one("officer").get(places("file", "burn")).status_code == 404
