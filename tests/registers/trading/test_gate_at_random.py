"""Every public verb of the room, by anybody, in any order: nothing passes the gate without an accepted department."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from heng.engines.procedure import Refusal
from heng.ledger import relay
from heng.ledger.models import Entry
from heng.registers.authorities.models import Application, Authority, Designation, Handover
from heng.registers.authorities.services import applications, designations, handovers
from heng.registers.credit.models import Ban
from heng.registers.credit.services import lift_ban
from heng.registers.parties.models import Party
from heng.registers.trading.models import BEFORE_THE_GATE, Abnormality, Bid, Contract, Lot, Notice, Project, Stage
from heng.registers.trading.services import acts, again, gate, intake, owning
from heng.registers.trading.services.dossier import InvestmentFacts, Revocation
from tests.registers.conftest import FOUNDED, ORGANS
from tests.registers.trading import trades
from tests.registers.trading.trades import LOT, ROAD, WHOLE
from tests.support.cast import CAST, CITY, HOUSING, OWNER_CODE, WATER

COUNTY = "410581"
KEYS = st.sampled_from(["1", "2", "3"])
OWN = st.just(owning.key_of(OWNER_CODE, "1"))
PEOPLE = st.sampled_from([CAST.centre, CAST.machine, CAST.clock, CAST.coordinator])
ANYBODY = st.sampled_from(
    [CAST.centre, CAST.officer, CAST.neighbour, CAST.head, CAST.owner, CAST.stranger, CAST.government, CAST.public]
)
FACTS = st.builds(
    replace,
    st.just(ROAD),
    trade_class=st.sampled_from(["A01", "A07", "Z99", "D01", "A99", "?"]),
    is_mandatory=st.sampled_from([None, True, False]),
    fund_source=st.sampled_from(["财政资金", "自筹", ""]),
    approval_name=st.sampled_from(["", "演示立项批复"]),
    investment=st.sampled_from(["", "I1"]),
    region=st.sampled_from([CITY, COUNTY, "990000"]),
)
DAYS = st.integers(0, 40).map(lambda days: trades.MONDAY + timedelta(days=days))
PARTS = st.sampled_from(
    [{}, {"lots": (LOT,)}, {"notices": WHOLE.notices}]
    + [{name: getattr(WHOLE, name), "lots": (LOT,)} for name in ("openings", "bids", "awards", "contracts")]
    + [{"abnormalities": (trades.FAILED,)}, {"revocations": (Revocation("bids", "b1"), Revocation("projects", "1"))}]
)
ACTS = st.sampled_from(
    [
        lambda project, **who: acts.publish_notice(project, trades.NOTICE, lots=(LOT,), **who),
        lambda project, **who: acts.open_bids(project, trades.OPENING, trades.BIDS, **who),
        lambda project, **who: acts.evaluate(project, trades.REPORT, **who),
        lambda project, **who: acts.publicise(project, trades.SHOWN, **who),
        lambda project, **who: acts.award(project, [trades.AWARD], **who),
        lambda project, **who: acts.sign(project, trades.CONTRACT, **who),
        lambda project, **who: acts.record_performance(project, trades.ACCEPTED, **who),
        lambda project, **who: acts.fail(project, trades.FAILED, **who),
        lambda project, **who: acts.terminate(project, trades.FAILED, **who),
    ]
)
VERBS = st.sampled_from(
    [
        gate.admit,
        gate.ask_entry,
        gate.reapply,
        lambda project, **who: gate.withdraw(project, reason="演示", **who),
        lambda project, **who: gate.follow_handover(project, source=HOUSING, target=WATER, **who),
    ]
)


BY_LAW = {"A01": HOUSING, "A07": WATER}
"""Who supervises what must be tendered, in a city that has these two departments only; others need to be entrusted.

The county has no department of its own, so that the city's supervises there too.
"""


class Gate(RuleBasedStateMachine):
    """People at the gate, with all the verbs they have."""

    @initialize()
    def found_the_city(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        for code, (name, role) in ORGANS.items():
            facts = {"kind": code[-2:], "role": role, "name": name, "region": CITY, "effective_from": FOUNDED}
            Authority.objects.create(code=code, **facts)

    @rule(key=KEYS, facts=FACTS, who=PEOPLE | ANYBODY, on=DAYS)
    def register(self, key, facts, who, on):
        with suppress(Refusal):
            gate.register(facts, "centre", key, by=who, on=on)

    @rule(facts=FACTS, who=PEOPLE | ANYBODY, on=DAYS)
    def register_ones_own(self, facts, who, on):
        with suppress(Refusal):
            owning.register_own(facts, "1", by=who, on=on)

    @rule(key=KEYS | OWN, verb=VERBS | ACTS, who=PEOPLE | ANYBODY, on=DAYS)
    def act(self, key, verb, who, on):
        project = Project.objects.filter(source_key=key).first()
        if project is not None:
            with suppress(Refusal):
                verb(project, by=who, on=on)

    @rule(keys=st.lists(KEYS, max_size=4), facts=st.none() | FACTS, parts=PARTS, who=PEOPLE | ANYBODY, on=DAYS)
    def take(self, keys, facts, parts, who, on):
        with suppress(Refusal):
            intake.take([trades.of(key, project=facts, **parts) for key in keys], by=who, on=on)

    @rule(approval=st.sampled_from(["", "演发改〔2026〕1号"]), who=PEOPLE | ANYBODY)
    def tell_of_the_investment(self, approval, who):
        told = InvestmentFacts(code="I1", name="演示投资项目", region=CITY, approval_number=approval)
        with suppress(Refusal):
            intake.take_investments([told], "centre", by=who, on=trades.MONDAY)

    @rule(key=KEYS | OWN, authority=st.sampled_from([HOUSING, WATER]), answer=st.booleans())
    def apply_for_supervision(self, key, authority, answer):
        project = Project.objects.filter(source_key=key).first()
        if project is None:
            return
        facts = {"project_name": project.name, "applicant_code": OWNER_CODE, "applicant_name": "演示业主"}
        handler = CAST.officer if authority == HOUSING else CAST.neighbour
        with suppress(Refusal):
            organ = Authority.objects.get(pk=authority)
            asked = {"authority": organ, "grounds": "演示", "by": CAST.owner, "on": trades.MONDAY}
            application = applications.apply(project.ref, **facts, **asked)
            decide = applications.accept if answer else applications.refuse
            decide(application, by=handler, on=trades.MONDAY, reason="演示")

    @rule(key=KEYS | OWN, settled=st.booleans())
    def ask_for_a_designation(self, key, settled):
        project = Project.objects.filter(source_key=key).first()
        if project is None:
            return
        facts = {"project_name": project.name, "applicant_code": OWNER_CODE, "applicant_name": "演示业主"}
        with suppress(Refusal):
            asked = {"region": CITY, "grounds": "演示", "by": CAST.owner, "on": trades.MONDAY}
            designation = designations.request(project.ref, **facts, **asked)
            who = {"by": CAST.government, "on": trades.MONDAY}
            if settled:
                named = {"decider": "演示市人民政府", "document_number": "演政〔2026〕1号"}
                designations.settle(
                    designation, way="government", authority=Authority.objects.get(pk=WATER), **named, **who
                )
            else:
                designations.decline(designation, reason="演示", **who)

    @rule(key=KEYS)
    def hand_over(self, key):
        project = Project.objects.filter(source_key=key).first()
        if project is None:
            return
        with suppress(Refusal):
            handovers.claim(project.ref, by=CAST.officer, at=trades.ANNOUNCED)
            facts = {"target": Authority.objects.get(pk=WATER), "due_on": date(2026, 5, 1), "reason": "演示"}
            handover = handovers.hand_over(project.ref, **facts, by=CAST.officer, on=trades.MONDAY)
            handovers.take(handover, by=CAST.neighbour, on=trades.MONDAY)

    @rule(lift=st.booleans(), who=PEOPLE | ANYBODY)
    def bar_the_owner_or_lift_it(self, lift, who):
        ban = Ban.objects.filter(known_to__isnull=True).first()
        at = datetime(2026, 3, 1, tzinfo=UTC)
        if lift and ban is not None:
            with suppress(Refusal):
                lift_ban(ban, by=who, at=at, reason="演示")
        elif ban is None and (owner := Party.objects.filter(code=OWNER_CODE).first()):
            told = {"reason": "演示", "law": "招标投标法 第五十三条", "organ": "演示", "entered_by": HOUSING}
            Ban.objects.create(party=owner, starts_on=FOUNDED, known_from=at, **told)

    @rule(on=DAYS)
    def ask_again(self, on):
        again.ask_for_barred(by=CAST.clock, on=on)

    @rule()
    def carry_the_news(self):
        relay.run(now=datetime(2026, 3, 2, tzinfo=UTC))

    @rule(key=KEYS, stage=st.sampled_from([stage for stage in Stage if stage not in BEFORE_THE_GATE]))
    def write_past_the_program(self, key, stage):
        """Whoever writes into the table itself is refused by the database."""
        left = Project.objects.filter(source_key=key, stage__in=BEFORE_THE_GATE)
        if left.exists():
            with pytest.raises(IntegrityError), transaction.atomic():
                left.update(stage=stage, authority=None, admitted_on=trades.MONDAY)

    @invariant()
    def nobody_is_in_without_an_accepted_department(self):
        for project in Project.objects.exclude(stage__in=BEFORE_THE_GATE):
            assert project.authority_id
            assert project.admitted_on
            assert Entry.objects.filter(kind="trading.ProjectAdmitted", subject=project.ref).count() == 1
            given = project.resolution["authority"]
            assert project.authority_id == given or self.was_handed_over(project)
            by_law = BY_LAW.get(project.trade_class) == given and project.region in {CITY, COUNTY}
            assert self.was_entrusted(project) or (by_law and not project.resolution["is_voluntary"])

    @invariant()
    def nothing_is_kept_of_who_is_not_in(self):
        for table in (Lot, Notice, Contract, Abnormality):
            assert not table.objects.filter(project__stage__in=BEFORE_THE_GATE).exists()
        assert not Bid.objects.filter(lot__project__stage__in=BEFORE_THE_GATE).exists()

    def was_entrusted(self, project):
        facts = {"subject": project.ref, "authority": project.resolution["authority"]}
        return (
            Application.objects.filter(status="accepted", **facts).exists()
            or Designation.objects.filter(status="settled", **facts).exists()
        )

    def was_handed_over(self, project):
        return Handover.objects.filter(subject=project.ref, status="taken", target=project.authority_id).exists()

    def teardown(self):
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)


@pytest.mark.slow
@pytest.mark.clause("8.6")
def test_no_path_leads_around_the_gate(db):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    config = settings(max_examples=25, stateful_step_count=30, suppress_health_check=checks)
    run_state_machine_as_test(Gate, settings=config)
