"""The duty list is kept by the head of the department and its administrator; everybody on staff reads it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from heng.ledger.models import Entry
from heng.registers.authorities.models import Appointment, Authority, Duty, Post, Section
from tests.support.cast import HOUSING, WATER

TODAY = date.today()  # noqa: DTZ011  -- as the doors read the day
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def row(world):
    """What a form of the duty list sends."""
    return {
        "code": "ZJ-09",
        "kind": "responsibility",
        "title": "招标投标情况书面报告的审查",
        "law": "招标投标法 第四十七条",
        "trade_classes": "A01，A02",
        "section": world.words["section"],
        "officer": str(world.accounts["officer"].pk),
        "effective_from": TODAY.isoformat(),
    }


@pytest.mark.clause("3.4")
def test_li_qiang_reads_the_list_of_housing_with_article_section_and_officer(as_one):
    page = as_one("neighbour").get(reverse("console:department", args=[HOUSING])).content.decode()
    assert all(told in page for told in ("ZJ-01", "招标投标法 第七条", "综合科", "王芳"))
    assert "登记权责事项" not in page
    assert "岗位和人员" not in page


@pytest.mark.clause("3.4")
def test_the_head_enters_a_row_and_the_journal_keeps_it(as_one, row):
    answer = as_one("head").post(reverse("console:duty_new", args=[HOUSING]), row)
    entered = Duty.objects.get(code="ZJ-09")
    assert answer.url == reverse("console:duty", args=[entered.pk])
    assert entered.trade_classes == "A01,A02"
    told = Entry.objects.get(kind="authorities.DutyEntered")
    assert (told.subject, told.department) == (HOUSING, HOUSING)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"law": ""}, "请更正以下内容"),
        ({"trade_classes": "房建"}, "交易类别应为字母加数字"),
        ({"code": "第九项"}, "事项编码只能用"),
        ({"section": "999999"}, "请更正以下内容"),
        ({"effective_from": "明天"}, "请更正以下内容"),
    ],
)
def test_a_row_that_lacks_something_comes_back_with_what_was_written(as_one, row, wrong, told):
    page = as_one("head").post(reverse("console:duty_new", args=[HOUSING]), row | wrong)
    text = page.content.decode()
    assert page.status_code == 200
    assert told in text
    assert "招标投标情况书面报告的审查" in text
    assert not Duty.objects.filter(title=row["title"]).exists()


def test_a_row_that_is_listed_already_is_refused(as_one, row):
    answer = as_one("head").post(reverse("console:duty_new", args=[HOUSING]), row | {"code": "ZJ-01"})
    assert answer.status_code == 409
    assert "请登记其新版本" in answer.content.decode()


@pytest.mark.parametrize("who", ["officer", "neighbour_head", "watcher", "coordinator"])
def test_who_does_not_keep_the_list_gets_no_form(as_one, world, who):
    client = as_one(who)
    for page in ("duty_new", "duty_supersede"):
        args = [HOUSING] if page == "duty_new" else [world.words["duty"]]
        answer = client.get(reverse(f"console:{page}", args=args))
        assert answer.status_code == 409
        assert "您无权维护演示市住房和城乡建设局的权责清单" in answer.content.decode()


@pytest.mark.clause("3.4")
def test_a_new_version_leaves_the_former_on_file(as_one, world, row):
    client, pk = as_one("administrator"), world.words["duty"]
    form = client.get(reverse("console:duty_supersede", args=[pk])).content.decode()
    assert 'value="ZJ-01"' in form
    assert f'value="{TODAY.isoformat()}"' in form  # as a browser's date field reads it
    later = row | {"title": "房屋市政工程全过程监督", "effective_from": TOMORROW.isoformat()}
    client.post(reverse("console:duty_supersede", args=[pk]), later)
    versions = Duty.objects.filter(code="ZJ-01").order_by("effective_from")
    assert [version.title for version in versions] == ["房屋市政工程招标投标监督", "房屋市政工程全过程监督"]
    assert versions[0].effective_to == TOMORROW
    page = client.get(reverse("console:department", args=[HOUSING])).content.decode()
    assert page.index("尚未生效的事项") < page.index("房屋市政工程全过程监督")
    assert client.post(reverse("console:duty_supersede", args=[pk]), later).status_code == 409


def test_a_row_is_repealed_with_a_reason(as_one, world):
    client, address = as_one("head"), reverse("console:duty_repeal", args=[world.words["duty"]])
    for lacking in ({"effective_to": TOMORROW.isoformat(), "reason": " "}, {"reason": "划转"}):
        assert "请更正以下内容" in client.post(address, lacking).content.decode()
    assert client.post(address, {"effective_to": TOMORROW.isoformat(), "reason": "职能划转"}).status_code == 302
    assert Duty.objects.get(pk=world.words["duty"]).effective_to == TOMORROW


@pytest.mark.clause("3.4")
def test_only_who_is_in_post_there_can_answer_for_a_row(as_one, world):
    client, address = as_one("head"), reverse("console:duty_assign", args=[world.words["duty"]])
    assert "请更正以下内容" in client.post(address, {"officer": world.accounts["neighbour"].pk}).content.decode()
    client.post(address, {"officer": world.accounts["head"].pk})
    assert Duty.objects.get(pk=world.words["duty"]).officer == world.accounts["head"]
    assert Entry.objects.filter(kind="authorities.DutyAssigned").exists()


def test_an_administrator_sets_up_a_post_in_a_new_section(as_one):
    client, address = as_one("administrator"), reverse("console:post_new", args=[WATER])
    client.post(address, {"section": "建设管理科", "title": "经办岗", "power": "handles"})
    assert Post.objects.get(title="经办岗").section == Section.objects.get(authority_id=WATER, name="建设管理科")
    again = client.post(address, {"section": "建设管理科", "title": "经办岗", "power": "heads"})
    assert again.status_code == 409


def test_the_list_of_departments_tells_where_nobody_answers(as_one, world):
    Duty.objects.filter(pk=world.words["duty"]).update(officer=None)
    client = as_one("watcher")
    page = client.get(reverse("console:departments")).content.decode()
    assert "1 项没有在岗责任人" in page
    found = client.get(reverse("console:departments"), {"role": "supervises", "q": "水利"}).context["places"]
    assert [line.organ.code for place in found for line in place.lines] == [WATER]
    assert "没有符合条件的机构" in client.get(reverse("console:departments"), {"q": "无此"}).content.decode()


def test_more_departments_and_rows_ask_no_more_of_the_database(as_one, world, django_assert_max_num_queries):
    section = Section.objects.get(pk=world.words["section"])
    Authority.objects.bulk_create(
        Authority(code=f"410522-{n}", kind="ZJ", name=f"演示部门{n}", region="410522", effective_from=TODAY)
        for n in range(60)
    )
    Duty.objects.bulk_create(
        Duty(
            authority_id=HOUSING,
            code=f"ZJ-2{n:02}",
            kind="power",
            title=f"演示事项{n}",
            law="招标投标法 第七条",
            section=section,
            officer=world.accounts["officer"],
            effective_from=TODAY,
        )
        for n in range(60)
    )
    client = as_one("administrator")
    with django_assert_max_num_queries(12):
        client.get(reverse("console:departments"))
    with django_assert_max_num_queries(14):
        client.get(reverse("console:department", args=[HOUSING]))


def test_the_administrator_enters_a_department_and_li_qiang_may_not(as_one):
    asked = {
        "region": "410581",
        "kind": "LY",
        "role": "supervises",
        "name": "演示林州林业局",
        "effective_from": TODAY.isoformat(),
    }
    address = reverse("console:organ_new")
    client = as_one("administrator")
    assert "部门类别应为两至四位大写字母" in client.post(address, asked | {"kind": "林业"}).content.decode()
    assert "统一社会信用代码有误" in client.post(address, asked | {"uscc": "91410500MA0B1234X9"}).content.decode()
    assert "请更正以下内容" in client.post(address, asked | {"region": "410100"}).content.decode()
    assert client.post(address, asked).url == reverse("console:department", args=["410581-LY"])
    assert client.post(address, asked).status_code == 409
    assert Entry.objects.get(kind="authorities.OrganEntered").subject == "410581-LY"
    assert as_one("neighbour").post(address, asked).status_code == 403


def test_a_department_is_renamed_and_the_journal_keeps_the_former_name(as_one):
    client, address = as_one("administrator"), reverse("console:organ_correct", args=[WATER])
    asked = {"name": "演示市水务局", "reason": "演机编〔2026〕1号"}
    assert "请更正以下内容" in client.post(address, asked | {"reason": " "}).content.decode()
    client.post(address, asked)
    assert Authority.objects.get(pk=WATER).name == "演示市水务局"
    assert "演示市水利局" in Entry.objects.get(kind="authorities.OrganCorrected").body


def test_a_department_is_dissolved_when_nobody_is_in_post_any_more(as_one):
    client, address = as_one("administrator"), reverse("console:organ_end", args=[WATER])
    asked = {"effective_to": TOMORROW.isoformat(), "reason": "机构改革"}
    answer = client.post(address, asked)
    assert answer.status_code == 409
    assert "请先办理离任" in answer.content.decode()
    Appointment.objects.filter(post__section__authority=WATER).update(ends_on=TOMORROW)
    assert client.post(address, asked).status_code == 302
    assert Authority.objects.get(pk=WATER).effective_to == TOMORROW
    assert client.post(address, asked).status_code == 409
    early = asked | {"effective_to": "2019-01-01"}
    assert client.post(reverse("console:organ_end", args=[HOUSING]), early).status_code == 409
