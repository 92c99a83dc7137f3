"""The invented city on stage: who is in, who is not, what waits for today, and what was put in on purpose."""

import json
from datetime import timedelta
from itertools import pairwise

import pytest

from heng.duties.supervision.models import File
from heng.engines import codes
from heng.faces.demo.offices import PASSWORD
from heng.faces.demo.schemes import SCHEMES
from heng.faces.demo.timetable import BREACHES
from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.models import Account, Application, Designation, Duty, Handover
from heng.registers.credit.models import Ban, Record
from heng.registers.parties.models import Expert, Party
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import (
    BEFORE_THE_GATE,
    Abnormality,
    Bid,
    BidMark,
    Change,
    Contract,
    Deposit,
    Notice,
    PanelMember,
    Performance,
    Project,
    Question,
    Score,
    Stage,
)
from tests.faces.demo.conftest import TINY, TODAY

pytestmark = pytest.mark.usefixtures("city")


def test_the_city_has_every_trade_class_and_every_stage(city):
    assert {row for row, known in codes.trade_classes().items() if known.parent} == set(
        Project.objects.values_list("trade_class", flat=True)
    )
    assert set(city.stages()) == set(Stage)
    assert sum(city.stages().values()) > TINY.projects


def test_the_gate_refuses_for_every_reason():
    refused = Project.objects.filter(stage=Stage.REFUSED)
    assert set(refused.values_list("refusal_code", flat=True)) == {"no-authority", "barred", "no-approval"}
    reasons = " ".join(refused.values_list("refusal_reason", flat=True))
    for word in ("招标（采购）人", "代理机构", "自愿进场", "职责分工未列"):
        assert word in reasons


@pytest.mark.clause("8.6")
def test_nobody_is_in_without_a_department():
    inside = Project.objects.exclude(stage__in=BEFORE_THE_GATE)
    assert inside.count() > TINY.projects * 3 // 4
    assert not inside.filter(authority__isnull=True).exists()


def test_matters_are_due_today_overdue_and_new():
    for model, is_open in ((Application, "submitted"), (Designation, "requested")):
        due = set(model.objects.filter(status=is_open).values_list("due_on", flat=True))
        assert TODAY in due
        assert any(day < TODAY for day in due)
        assert any(day > TODAY for day in due)
        assert not model.objects.filter(filed_on__gt=TODAY).exists()


@pytest.mark.parametrize("model", [Application, Designation, Handover, File])
def test_matters_stand_in_every_state(model):
    assert set(model.objects.values_list("status", flat=True)) == set(model.Status.values)


def test_bids_are_opened_today_and_on_the_days_to_come():
    opening = Project.objects.filter(stage=Stage.ANNOUNCED)
    assert opening.filter(opens_at__date=TODAY).exists()
    assert opening.filter(opens_at__date__gt=TODAY).exists()


def test_a_trade_tells_all_that_a_register_keeps():
    for model in (Question, Bid, BidMark, Deposit, PanelMember, Score, Change, Performance, Abnormality):
        assert model.objects.exists(), model
    assert set(Notice.objects.values_list("kind", flat=True)) >= {
        "tender", "clarification", "candidates", "result", "contract", "termination",
    }  # fmt: skip
    assert not BidMark.objects.filter(mac="").exists()


def test_nothing_of_the_future_is_told():
    tomorrow = TODAY + timedelta(days=1)
    assert not Bid.objects.filter(submitted_at__date__gte=tomorrow).exists()
    assert not Performance.objects.filter(happened_on__gte=tomorrow).exists()
    assert not Project.objects.filter(admitted_on__gte=tomorrow).exists()


def test_a_trade_that_failed_is_announced_again_and_goes_on(city):
    again = Project.objects.filter(abnormalities__kind=Abnormality.Kind.FAILED).exclude(stage=Stage.FAILED)
    assert again.exists()
    assert again[0].notices.filter(kind="tender").count() == 2


def test_officers_answer_for_the_duties_and_log_in_with_the_password_printed():
    city = Duty.objects.filter(authority__region="410500")
    assert city.exists()
    assert not city.filter(officer__isnull=True).exists()
    assert all(account.check_password(PASSWORD) for account in Account.objects.all()[:3])


def test_files_of_the_city_have_their_officer():
    files = File.objects.filter(authority__region="410500")
    assert files.count() > 50
    assert not files.filter(officer__isnull=True).exists()


def test_codes_of_invented_parties_check_and_names_are_plainly_invented():
    assert Party.objects.count() == TINY.owners + TINY.agencies + TINY.bidders
    assert all(codes.is_uscc(party.code) and "虚构" in party.name for party in Party.objects.all())
    assert all("演示" in expert.name for expert in Expert.objects.all())
    assert all("虚构" in name for name in Project.objects.values_list("name", flat=True))
    assert all(codes.check_deal_code(code).ok for code in Project.objects.values_list("deal_code", flat=True))


def test_credit_files_have_records_of_every_kind_and_bans_that_run_ended_or_were_lifted():
    assert set(Record.objects.values_list("kind", flat=True)) == set(Record.Kind.values)
    assert Ban.objects.filter(known_to__isnull=True, ends_on__gte=TODAY).exists()
    assert Ban.objects.filter(known_to__isnull=True, ends_on__lt=TODAY).exists()
    assert Ban.objects.filter(known_to__isnull=False).exists()


def _rounds(city, kind):
    rounds = [
        (scheme, played["project"], played["leader"])
        for scheme in city.truth.schemes.values()
        if scheme.kind == kind
        for played in scheme.lots
    ]
    assert rounds, kind
    return rounds


def _of(model, project, scheme):
    codes = [party["code"] for party in scheme.parties]
    field = "party" if model is Deposit else "bidder"
    return list(model.objects.filter(lot__project__source_key=project, **{f"{field}__code__in": codes}).order_by("pk"))


def test_every_scheme_is_played_and_every_rule_broken(city):
    assert {scheme.kind for scheme in city.truth.schemes.values()} == set(SCHEMES)
    assert {breach.kind for breach in city.truth.breaches} == set(BREACHES)
    assert city.truth.decoys


def test_whoever_the_gang_means_to_win_wins(city):
    for scheme in city.truth.schemes.values():
        for played in scheme.lots:
            won = Project.objects.get(source_key=played["project"]).lots.get().awards.first()
            assert won is None or won.party.code == played["leader"]


def test_nobody_else_leaves_the_same_mark(city):
    """What looks like collusion is collusion, or a decoy: so the truth is whole."""
    marked = ("shared-machine", "shared-account", "same-manager", "same-file")
    known = {project for kind in marked for _, project, _ in _rounds(city, kind)}
    known |= {decoy.project for decoy in city.truth.decoys}
    for model, field in ((BidMark, "mac"), (BidMark, "ip"), (BidMark, "md5"), (Deposit, "account"), (Bid, "manager")):
        rows = model.objects.exclude(lot__project__source_key__in=known).values_list("lot", field)
        assert len(rows) == len(set(rows)), field


def test_nobody_bids_while_barred():
    for ban in Ban.objects.filter(known_to__isnull=True):
        during = Bid.objects.filter(bidder=ban.party, submitted_at__date__gte=ban.starts_on)
        assert not during.filter(submitted_at__date__lte=ban.ends_on).exists()


def test_winners_rotate(city):
    leaders = [leader for _, _, leader in _rounds(city, "rotation")]
    assert len(set(leaders)) == len(leaders)


@pytest.mark.parametrize(("kind", "model", "marks"), [
    ("shared-machine", BidMark, ("mac", "cpu", "disk")),
    ("shared-account", Deposit, ("account",)),
])  # fmt: skip
def test_the_gang_leaves_the_same_mark(city, kind, model, marks):
    for scheme, project, _ in _rounds(city, kind):
        rows = _of(model, project, scheme)
        assert len(rows) == 4
        assert len({tuple(getattr(row, mark) for mark in marks) for row in rows}) == 1


def test_two_bidders_name_one_manager_and_others_send_one_file(city):
    for scheme, project, _ in _rounds(city, "same-manager"):
        assert len({bid.manager for bid in _of(Bid, project, scheme)}) == 3
    for scheme, project, _ in _rounds(city, "same-file"):
        assert len({mark.md5 for mark in _of(BidMark, project, scheme)}) == 2


def test_the_prices_of_a_ladder_have_equal_steps_and_those_of_a_ratio_one_ratio(city):
    for scheme, project, _ in _rounds(city, "price-ladder"):
        prices = sorted(bid.price for bid in _of(Bid, project, scheme))
        assert len({later - earlier for earlier, later in pairwise(prices)}) == 1
    for scheme, project, _ in _rounds(city, "fixed-ratio"):
        prices = sorted(bid.price for bid in _of(Bid, project, scheme))
        ratios = {round(later / earlier, 5) for earlier, later in pairwise(prices)}
        assert len(ratios) == 1


def test_one_owner_stands_behind_a_favoured_winner(city):
    projects = [project for _, project, _ in _rounds(city, "favoured-winner")]
    assert Project.objects.filter(source_key__in=projects).values("owner").distinct().count() == 1


def test_what_was_broken_on_purpose_is_broken(city):
    broken = {breach.kind: breach.project for breach in city.truth.breaches}
    tender = Notice.objects.get(project__source_key=broken["short-bid-period"], kind="tender")
    assert (tender.bids_due_at - tender.published_at).days < 20
    shown = Notice.objects.get(project__source_key=broken["short-publicity"], kind="candidates")
    assert (shown.ends_on - shown.published_at.date()).days < 3
    contract = Contract.objects.get(project__source_key=broken["contract-differs"])
    assert contract.amount > contract.lot.awards.get().amount
    assert Bid.objects.filter(lot__project__source_key=broken["too-few-opened"]).count() == 2


def test_periods_are_kept_but_where_they_are_meant_to_be_broken(city):
    periods = {"short-bid-period", "late-candidates", "short-publicity", "late-contract"}
    broken = {breach.project for breach in city.truth.breaches if breach.kind in periods}
    late = {
        project.source_key
        for project in Project.objects.exclude(stage__in=BEFORE_THE_GATE)
        if any(node.state == "late" for node in trading.timeline(project, CLOCK))
    }
    assert late == broken


def test_the_truth_is_written_with_what_the_city_was_made_from(city, tmp_path):
    path = tmp_path / "aside" / "truth.json"
    city.truth.write(path, source="demo-centre", scale="tiny", seed=1, today=TODAY.isoformat(), digest=city.digest)
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["digest"] == city.digest
    assert {scheme["kind"] for scheme in told["schemes"]} == set(SCHEMES)
    keys = {played["project"] for scheme in told["schemes"] for played in scheme["lots"]}
    assert Project.objects.filter(source_key__in=keys).count() == len(keys)
