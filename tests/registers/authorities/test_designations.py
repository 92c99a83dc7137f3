"""Whose project it is is hard to say: agreed upon, or named by a government with a document."""

import pytest

from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.models import Designation
from heng.registers.authorities.services import designations
from tests.registers.conftest import MONDAY
from tests.support.cast import AUDIT, CAST, CITY, OWNER_CODE, WATER

PROJECT = "TP000002"


@pytest.fixture
def asked(city):
    def ask(by=CAST.owner, subject=PROJECT):
        return designations.request(
            subject,
            project_name="演示综合体",
            applicant_code=OWNER_CODE,
            applicant_name="演示市虚构单位",
            region=CITY,
            grounds="演示：跨行业，难以确定",
            by=by,
            on=MONDAY,
        )

    return ask


@pytest.fixture
def settle(city):
    def settle(designation, by=CAST.government, authority=WATER, **changes):
        given = {"way": "government", "decider": "演示市人民政府", "document_number": "演示政〔2026〕1号"} | changes
        return designations.settle(designation, authority=city[authority], by=by, on=MONDAY, **given)

    return settle


@pytest.mark.clause("2.3")
def test_the_government_names_a_department_with_a_document(asked, settle, told):
    designation = asked()
    assert str(designation.due_on) == "2026-03-16"  # ten working days on
    settle(designation)
    entrusted = authorities.entrustment(PROJECT)
    assert (entrusted.designated, entrusted.way) == (WATER, "government")
    assert entrusted.document_number == "演示政〔2026〕1号"
    assert told() == [("authorities.DesignationRequested", PROJECT), ("authorities.DesignationSettled", PROJECT)]


@pytest.mark.clause("2.3")
def test_the_joint_conference_registers_what_departments_agreed(asked, settle):
    settled = settle(asked(), by=CAST.coordinator, way="negotiation", decider="两局会商", document_number="演示纪要2号")
    assert settled.get_way_display() == "自行协调"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"document_number": " "}, "no-document"),
        ({"decider": ""}, "no-decider"),
        ({"authority": AUDIT}, "not-a-supervisor"),
    ],
)
def test_nothing_is_settled_without_decider_document_and_supervisor(asked, settle, refused, changes, code):
    designation = asked()
    refused(code, lambda: settle(designation, **changes))
    designation.refresh_from_db()
    assert designation.status == Designation.Status.REQUESTED


@pytest.mark.parametrize("who", ["centre", "machine"])
def test_the_trading_centre_asks_where_it_is_and_not_next_door(asked, refused, who):
    refused("no-authority-to-act", lambda: asked(by=CAST.elsewhere(getattr(CAST, who))))
    assert not Designation.objects.exists()
    assert asked(by=getattr(CAST, who)).region == CITY


@pytest.mark.parametrize("who", ["officer", "head", "owner", "watcher", "administrator", "centre", "public"])
def test_no_department_names_itself(asked, settle, refused, who):
    designation = asked()
    refused("no-authority-to-act", lambda: settle(designation, by=getattr(CAST, who)))


def test_the_government_of_another_city_may_not(asked, settle, refused):
    designation = asked()
    refused("no-authority-to-act", lambda: settle(designation, by=CAST.elsewhere(CAST.government)))


def test_a_request_is_made_once_and_answered_once(asked, settle, refused):
    designation = asked()
    refused("already-requested", asked)
    settle(designation)
    refused("already-requested", asked)
    refused("wrong-state", lambda: settle(designation))


def test_a_declined_request_may_be_made_again(asked, refused):
    designation = asked()
    refused("no-reason", lambda: designations.decline(designation, by=CAST.government, on=MONDAY, reason=""))
    designations.decline(designation, by=CAST.government, on=MONDAY, reason="材料不全")
    assert asked().status == Designation.Status.REQUESTED


@pytest.mark.parametrize("who", ["stranger", "officer", "public"])
def test_only_the_owner_or_the_window_asks(asked, refused, who):
    refused("no-authority-to-act", lambda: asked(by=getattr(CAST, who)))


def test_each_reads_what_may_concern_them(asked):
    designation = asked()
    for reader in (CAST.officer, CAST.neighbour, CAST.owner, CAST.government, CAST.coordinator, CAST.watcher):
        assert list(authorities.designations(reader)) == [designation]
    for reader in (CAST.stranger, CAST.public, CAST.elsewhere(CAST.officer)):
        assert not authorities.designations(reader)


def test_many_projects_are_asked_in_two_queries(asked, settle, django_assert_num_queries):
    settle(asked())
    subjects = [f"TP{number:06d}" for number in range(1, 400)]
    with django_assert_num_queries(2):
        assert list(authorities.entrustments(subjects)) == [PROJECT]
