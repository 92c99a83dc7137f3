"""How a no is shown: to people, to pieces of pages, to programs."""

import logging

import pytest

pytestmark = pytest.mark.django_db
REASON, LAW = "投诉期限已于2026年11月20日届满", "招标投标法实施条例 第六十条"


@pytest.fixture(autouse=True)
def _quiet(client):
    client.raise_request_exception = False


def test_a_person_reads_reason_and_article(client):
    answer = client.get("/refuse/")
    assert answer.status_code == 409
    assert REASON in answer.text
    assert f"依据：{LAW}" in answer.text
    assert "返回上一页" in answer.text


def test_a_page_gets_the_refusal_in_the_place_that_it_keeps_for_it(client):
    answer = client.get("/refuse/", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#problem"
    assert REASON in answer.text
    assert "<html" not in answer.text


def test_a_program_reads_a_problem(client):
    answer = client.get("/api/refuse/")
    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:heng:problem:too-late",
        "title": "依法不予办理",
        "status": 409,
        "detail": REASON,
        "code": "too-late",
        "law": LAW,
    }


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_fault_shows_a_number_and_nothing_of_the_machine_room(client, caplog, headers):
    with caplog.at_level(logging.ERROR, logger="heng"):
        answer = client.get("/broken/", headers=headers)
    assert answer.status_code == 500
    assert "machine room" not in answer.text
    assert "Traceback" not in answer.text
    number = caplog.records[0].args[0]
    assert number in answer.text
    assert caplog.records[0].exc_info


def test_a_fault_before_a_program_is_a_problem_too(client):
    answer = client.get("/api/broken/")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert "machine room" not in answer.text


def test_a_missing_page_says_what_to_do(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "请核对网址" in answer.text
    assert client.get("/api/nowhere/").json()["code"] == "not-found"


def test_a_form_left_open_too_long_says_what_to_do(as_, officer):
    client = as_(officer)
    client.handler.enforce_csrf_checks = True
    answer = client.post("/console/")
    assert answer.status_code == 403
    assert "刷新后重新提交" in answer.text


def test_a_page_may_run_nothing_inline(client):
    policy = client.get("/refuse/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
