"""The invented city, put on stage once for each question."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from heng.engines import codes
from heng.faces.demo.offices import PASSWORD
from heng.registers.authorities.models import Account, Application, Authority, Designation, Duty
from heng.registers.parties.models import Party
from heng.registers.trading.models import BEFORE_THE_GATE, Project, Stage

TODAY = date(2026, 3, 18)
pytestmark = pytest.mark.django_db


def _play(settings, *, seed: int = 1, **options: object) -> str:
    settings.DEMO = True
    told = StringIO()
    call_command("demo", seed=seed, today=TODAY, stdout=told, **options)
    return told.getvalue()


def _digest() -> list[tuple[object, ...]]:
    fields = ("source_key", "name", "trade_class", "region", "owner__code", "stage", "authority_id", "refusal_code")
    return list(Project.objects.order_by("source_key").values_list(*fields, "budget", "registered_on"))


def _digest_of(settings, seed: int) -> list[tuple[object, ...]]:
    with transaction.atomic():
        _play(settings, seed=seed)
        digest = _digest()
        transaction.set_rollback(True)
    return digest


def test_the_same_seed_makes_the_same_city_and_another_seed_another(settings):
    first = _digest_of(settings, 1)
    assert len(first) == 120
    assert _digest_of(settings, 1) == first
    assert _digest_of(settings, 2) != first


def test_the_city_has_every_trade_class_every_stage_and_every_refusal(settings):
    told = _play(settings)
    assert {row for row, known in codes.trade_classes().items() if known.parent} == set(
        Project.objects.values_list("trade_class", flat=True)
    )
    stages = set(Project.objects.values_list("stage", flat=True))
    assert stages == set(Stage)
    refused = Project.objects.filter(stage=Stage.REFUSED)
    assert set(refused.values_list("refusal_code", flat=True)) == {"no-authority", "barred", "no-approval"}
    barred = " ".join(refused.filter(refusal_code="barred").values_list("refusal_reason", flat=True))
    assert "招标（采购）人" in barred
    assert "代理机构" in barred
    assert PASSWORD in told
    assert "演示" in told


@pytest.mark.clause("8.6")
def test_nobody_is_in_without_a_department(settings):
    _play(settings)
    inside = Project.objects.exclude(stage__in=BEFORE_THE_GATE)
    assert inside.count() > 80
    assert not inside.filter(authority__isnull=True).exists()


def test_matters_are_due_today_overdue_and_new(settings):
    _play(settings)
    for model, is_open in ((Application, "submitted"), (Designation, "requested")):
        due = set(model.objects.filter(status=is_open).values_list("due_on", flat=True))
        assert TODAY in due
        assert any(day < TODAY for day in due)
        assert any(day > TODAY for day in due)
        assert not model.objects.filter(filed_on__gt=TODAY).exists()


def test_officers_answer_for_the_duties_and_log_in_with_the_password_printed(settings):
    _play(settings)
    city = Duty.objects.filter(authority__region="410500")
    assert city.exists()
    assert not city.filter(officer__isnull=True).exists()
    assert all(account.check_password(PASSWORD) for account in Account.objects.all()[:3])


def test_codes_of_invented_parties_check(settings):
    _play(settings)
    assert Party.objects.count() == 60
    assert all(codes.is_uscc(party.code) for party in Party.objects.all())


def test_outside_a_demonstration_nothing_is_written(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="HENG_DEMO=1"):
        call_command("demo")
    assert not Authority.objects.exists()


def test_whoever_asks_for_another_scale_hears_which_one_there_is(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="目前仅提供 small 规模"):
        call_command("demo", "--scale", "city")


def test_a_database_with_data_is_left_alone(settings):
    settings.DEMO = True
    Party.objects.create(code="NAME:1", name="演示业主")
    with pytest.raises(CommandError, match="已有数据"):
        call_command("demo")
    told = StringIO()
    call_command("demo", if_empty=True, stdout=told)
    assert "未写入演示数据" in told.getvalue()
    assert not Project.objects.exists()
