"""The entry gate: who is let in, who is not and why, and what the database refuses whoever asks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from django.db import IntegrityError, transaction

from heng.engines.procedure import Refusal
from heng.ledger import events
from heng.ledger.models import Entry
from heng.registers.authorities.models import Authority
from heng.registers.authorities.selectors import entrustment
from heng.registers.authorities.services import applications, designations, handovers
from heng.registers.credit.services import lift_ban
from heng.registers.parties.models import Party
from heng.registers.trading import handlers, rules
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import BEFORE_THE_GATE, Project, Stage
from heng.registers.trading.services import again, gate, intake
from heng.registers.trading.services.dossier import InvestmentFacts
from tests.registers.trading import trades
from tests.registers.trading.trades import AGENCY, MONDAY, ROAD
from tests.support.cast import AUDIT, CAST, CITY, HOUSING, OWNER_CODE, WATER

PRIVATE = replace(ROAD, is_mandatory=False, fund_source="自筹", approval_name="")


@pytest.fixture
def treasury(db):
    """The finance department, which supervises procurement."""
    facts = {"kind": "CZ", "role": "supervises", "name": "演示市财政局", "effective_from": date(2020, 1, 1)}
    return Authority.objects.create(code=f"{CITY}-CZ", region=CITY, **facts)


def register(facts, by=CAST.centre):
    return gate.register(facts, "centre", "1", by=by, on=MONDAY)


@pytest.mark.clause("8.6")
def test_a_project_with_a_department_is_let_in(city, told):
    project = gate.admit(register(ROAD), by=CAST.centre, on=MONDAY)
    assert (project.stage, project.authority_id, project.admitted_on) == (Stage.ADMITTED, HOUSING, MONDAY)
    assert told()[-2:] == [("trading.ProjectRegistered", project.ref), ("trading.ProjectAdmitted", project.ref)]


@pytest.mark.clause("2.1")
def test_the_project_says_why_this_department_supervises_it(city):
    project = gate.admit(register(ROAD), by=CAST.machine, on=MONDAY)
    resolution = trading.resolution_of(project)
    assert (resolution.authority, resolution.rule) == (HOUSING, "engineering")
    assert "招标投标法实施条例" in resolution.article
    assert [trial.outcome for trial in resolution.trail][-1] == "matched"


@pytest.mark.clause("8.6")
def test_without_a_department_nobody_lets_it_in(city, refused):
    project = register(replace(ROAD, trade_class="Z99"))
    no = refused("no-authority", lambda: gate.admit(project, by=CAST.centre, on=MONDAY))
    assert no.law == "安公管办〔2022〕6号 八"
    assert Project.objects.get().stage == Stage.APPLIED


@pytest.mark.clause("6.4")
def test_a_barred_owner_is_kept_out_until_the_ban_ends(city, bar, refused):
    bar(OWNER_CODE, ends_on=date(2027, 3, 2))
    no = refused("barred", lambda: gate.admit(register(ROAD), by=CAST.centre, on=MONDAY))
    assert "禁入期至2027年3月2日" in no.reason
    assert no.law == "招标投标法 第五十三条"
    assert gate.admit(Project.objects.get(), by=CAST.centre, on=date(2027, 3, 3)).stage == Stage.ADMITTED


def test_a_barred_agency_keeps_its_client_out(city, bar, refused):
    bar(AGENCY.code)
    assert "代理机构" in refused("barred", lambda: gate.admit(register(ROAD), by=CAST.centre, on=MONDAY)).reason


@pytest.mark.parametrize("where", [{"regime": "PROC"}, {"region": "410600"}, {"starts_on": date(2026, 3, 3)}])
def test_a_ban_of_another_law_place_or_time_does_not_matter(city, bar, where):
    bar(OWNER_CODE, **where)
    assert gate.admit(register(ROAD), by=CAST.centre, on=MONDAY).stage == Stage.ADMITTED


def test_works_that_must_be_tendered_are_approved_first(city, refused):
    project = register(replace(ROAD, approval_name=""))
    assert refused("no-approval", lambda: gate.admit(project, by=CAST.centre, on=MONDAY)).law == "招标投标法 第九条"
    corrected = register(replace(ROAD, approval_number="演发改〔2026〕1号"))
    assert gate.admit(corrected, by=CAST.centre, on=MONDAY).stage == Stage.ADMITTED


@pytest.mark.parametrize("approval", [{"approval_name": "演示立项批复"}, {"approval_number": "演发改〔2026〕1号"}])
def test_the_approval_of_the_undertaking_serves_its_project(city, refused, approval):
    undertaking = InvestmentFacts(code="I1", name="演示投资项目", region=CITY)
    intake.take_investments([undertaking], "centre", by=CAST.centre, on=MONDAY)
    project = register(replace(ROAD, approval_name="", investment="I1"))
    refused("no-approval", lambda: gate.admit(project, by=CAST.centre, on=MONDAY))
    intake.take_investments([replace(undertaking, **approval)], "centre", by=CAST.centre, on=MONDAY)
    assert gate.admit(project, by=CAST.centre, on=MONDAY).stage == Stage.ADMITTED


def test_what_a_public_purchaser_buys_needs_no_approval_though_it_must_be_procured(city, treasury):
    project = register(replace(ROAD, trade_class="D01", approval_name=""))
    assert gate.admit(project, by=CAST.centre, on=MONDAY).authority == treasury
    assert not trading.resolution_of(project).is_voluntary


def test_works_that_ask_for_supervision_freely_need_no_approval(city):
    resolution = replace(
        trading.resolution_of(gate.admit(register(ROAD), by=CAST.centre, on=MONDAY)), is_voluntary=True
    )
    bare = Project(regime="ENG", trade_class="A01", region=CITY)
    assert rules.judge(bare, resolution=resolution, bans=()).allowed
    assert rules.judge(bare, resolution=replace(resolution, is_voluntary=False), bans=()).code == "no-approval"


@pytest.mark.parametrize(("kind", "named"), [("legal", True), ("natural", False)])
def test_a_refusal_names_a_barred_organisation_but_never_a_natural_person(city, bar, refused, kind, named):
    project = register(ROAD)
    bar(OWNER_CODE)
    Party.objects.filter(code=OWNER_CODE).update(kind=kind)
    no = refused("barred", lambda: gate.admit(project, by=CAST.centre, on=MONDAY))
    gate.ask_entry(project, by=CAST.centre, on=MONDAY)
    kept = Project.objects.get().refusal_reason
    told = Entry.objects.get(kind="trading.EntryRefused").body
    assert [ROAD.owner.name in words for words in (no.reason, kept, told)] == [named] * 3


def test_a_refused_project_keeps_the_department_that_would_supervise_it(city, bar):
    bar(OWNER_CODE)
    project = register(ROAD)
    assert gate.ask_entry(project, by=CAST.centre, on=MONDAY).code == "barred"
    project.refresh_from_db()
    assert (project.stage, project.authority_id) == (Stage.REFUSED, HOUSING)


def test_a_no_stays_on_the_project_and_is_told_once(city, told):
    project = register(replace(ROAD, trade_class="Z99"))
    for _ in range(2):
        assert not gate.ask_entry(project, by=CAST.machine, on=MONDAY).allowed
    project.refresh_from_db()
    assert (project.stage, project.refusal_code) == (Stage.REFUSED, "no-authority")
    assert [kind for kind, _ in told()].count("trading.EntryRefused") == 1


def test_a_no_for_another_reason_is_told_anew(city, bar, told):
    project = register(ROAD)
    for year in (2027, 2028):
        bar(OWNER_CODE, ends_on=date(year, 3, 2))
        assert gate.ask_entry(project, by=CAST.machine, on=MONDAY).code == "barred"
    assert [kind for kind, _ in told()].count("trading.EntryRefused") == 2


@pytest.mark.clause("2.2")
def test_an_accepted_application_opens_the_gate_without_another_click(city, told):
    project = register(PRIVATE)
    assert gate.ask_entry(project, by=CAST.centre, on=MONDAY).code == "no-authority"
    application = applications.apply(
        project.ref,
        project_name=project.name,
        applicant_code=OWNER_CODE,
        applicant_name="演示业主",
        authority=city[WATER],
        grounds="演示：自愿进场",
        by=CAST.owner,
        on=MONDAY,
    )
    handlers.ask_again(_last(applications.accept, application, by=CAST.neighbour, on=MONDAY))
    project.refresh_from_db()
    assert (project.stage, project.authority_id) == (Stage.ADMITTED, WATER)
    assert trading.resolution_of(project).rule == "application"
    assert told()[-1] == ("trading.ProjectAdmitted", project.ref)


@pytest.mark.clause("2.3")
def test_a_designation_with_its_document_opens_the_gate(city):
    project = register(replace(ROAD, trade_class="Z99"))
    gate.ask_entry(project, by=CAST.centre, on=MONDAY)
    designation = designations.request(
        project.ref,
        project_name=project.name,
        applicant_code=OWNER_CODE,
        applicant_name="演示业主",
        region=project.region,
        grounds="行业难以确定",
        by=CAST.owner,
        on=MONDAY,
    )
    event = _last(
        designations.settle,
        designation,
        way="government",
        decider="演示市人民政府",
        document_number="演政〔2026〕1号",
        authority=city[WATER],
        by=CAST.government,
        on=MONDAY,
    )
    handlers.ask_again(event)
    project.refresh_from_db()
    assert (project.stage, project.authority_id) == (Stage.ADMITTED, WATER)


def test_a_lifted_ban_opens_the_gate(city, bar):
    ban = bar(OWNER_CODE)
    project = register(ROAD)
    gate.ask_entry(project, by=CAST.centre, on=MONDAY)
    handlers.ask_again_for_a_party(_last(lift_ban, ban, by=CAST.officer, at=ban.known_from, reason="演示：决定被撤销"))
    project.refresh_from_db()
    assert project.stage == Stage.ADMITTED


def test_a_ban_that_ran_out_opens_the_gate(city, bar):
    bar(OWNER_CODE, ends_on=date(2026, 3, 31))
    gate.ask_entry(register(ROAD), by=CAST.centre, on=MONDAY)
    assert again.ask_for_barred(by=CAST.clock, on=date(2026, 3, 31)) == 0
    assert again.ask_for_barred(by=CAST.clock, on=date(2026, 4, 1)) == 1


def test_a_department_that_took_the_project_over_supervises_it(city):
    project = gate.admit(register(ROAD), by=CAST.centre, on=MONDAY)
    handovers.claim(project.ref, by=CAST.officer, at=trades.ANNOUNCED)
    handover = handovers.hand_over(
        project.ref, target=city[WATER], due_on=date(2026, 4, 1), reason="演示：属水利", by=CAST.officer, on=MONDAY
    )
    handlers.follow_handover(_last(handovers.take, handover, by=CAST.neighbour, on=MONDAY))
    project.refresh_from_db()
    assert (project.authority_id, project.stage) == (WATER, Stage.ADMITTED)


def test_nobody_moves_a_project_to_another_department_by_hand(city, refused):
    project = gate.admit(register(ROAD), by=CAST.centre, on=MONDAY)
    move = {"source": HOUSING, "target": WATER, "on": MONDAY}
    refused("no-authority-to-act", lambda: gate.follow_handover(project, by=CAST.centre, **move))


@pytest.mark.parametrize(
    "who", ["officer", "head", "neighbour", "watcher", "owner", "stranger", "government", "public"]
)
def test_nobody_but_the_gatekeepers_registers_or_asks(city, refused, who):
    actor = getattr(CAST, who)
    refused("no-authority-to-act", lambda: register(ROAD, by=actor))
    project = register(ROAD)
    refused("no-authority-to-act", lambda: gate.admit(project, by=actor, on=MONDAY))
    refused("no-authority-to-act", lambda: gate.ask_entry(project, by=actor, on=MONDAY))


def test_the_owner_withdraws_and_asks_again_the_stranger_may_not(city, refused):
    project = register(ROAD)
    refused("no-authority-to-act", lambda: gate.withdraw(project, by=CAST.stranger, on=MONDAY, reason="演示"))
    gate.withdraw(project, by=CAST.owner, on=MONDAY, reason="演示：计划调整")
    refused("wrong-state", lambda: gate.admit(project, by=CAST.centre, on=MONDAY))
    gate.reapply(project, by=CAST.owner, on=MONDAY)
    assert gate.admit(project, by=CAST.centre, on=MONDAY).stage == Stage.ADMITTED


def test_a_withdrawal_has_its_reason_and_leaves_its_trace_and_so_does_coming_back(city, refused, told):
    project = register(ROAD)
    refused("no-reason", lambda: gate.withdraw(project, by=CAST.owner, on=MONDAY, reason=" "))
    gate.withdraw(project, by=CAST.owner, on=MONDAY, reason="演示：计划调整")
    gate.reapply(project, by=CAST.owner, on=MONDAY)
    assert told()[-2:] == [("trading.ProjectWithdrawn", project.ref), ("trading.ProjectReapplied", project.ref)]


def test_a_handover_before_the_gate_or_by_a_third_department_moves_no_project(city, told):
    move = {"by": CAST.clock, "on": MONDAY}
    project = register(ROAD)
    Project.objects.update(authority=HOUSING)  # as a refused project keeps the one that would supervise it
    gate.follow_handover(project, source=HOUSING, target=WATER, **move)
    gate.admit(project, by=CAST.centre, on=MONDAY)
    gate.follow_handover(project, source=WATER, target=AUDIT, **move)
    assert Project.objects.get().authority_id == HOUSING
    assert "trading.AuthorityChanged" not in [kind for kind, _ in told()]


def test_what_decided_the_supervisor_is_fixed_once_it_is_in(city, refused):
    gate.admit(register(ROAD), by=CAST.centre, on=MONDAY)
    assert "交易类别" in refused("fixed-at-the-gate", lambda: register(replace(ROAD, trade_class="A07"))).reason
    assert register(replace(ROAD, name="演示道路改造工程（二期）")).name == "演示道路改造工程（二期）"
    assert Project.objects.get().trade_class == "A01"


def test_works_of_a_public_purchaser_that_reach_the_lines_fall_under_tender_law(city):
    works = replace(ROAD, trade_class="D02")
    assert register(works).regime == "ENG"
    assert register(replace(works, budget=Decimal(1000))).regime == "PROC"
    assert register(replace(works, mode="竞争性磋商")).regime == "PROC"


@pytest.mark.clause("8.6")
@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in BEFORE_THE_GATE])
def test_the_database_itself_lets_nothing_past_without_a_department(city, stage):
    project = register(replace(ROAD, trade_class="Z99"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(stage=stage, admitted_on=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(stage=stage, authority=HOUSING)


def test_the_database_keeps_no_refusal_without_its_reason(city):
    project = register(ROAD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(stage=Stage.REFUSED)


def test_a_refusal_names_its_article(city):
    with pytest.raises(Refusal, match="安公管办〔2022〕6号 八"):
        gate.admit(register(replace(ROAD, trade_class="Z99")), by=CAST.centre, on=MONDAY)
    assert entrustment(Project.objects.get().ref).accepted is None


def _last(act, *args, **facts):
    """Do something, and return the event that it told last of its room."""
    act(*args, **facts)
    entry = Entry.objects.order_by("pk").last()
    return events.decode(events.type_of(entry.kind), entry.subject, msgspec.json.decode(entry.body), {})
