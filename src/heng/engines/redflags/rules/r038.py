"""R038 否决投标偏多: the share of disqualified bids, of a buyer, a procuring entity or a tenderer."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.quantiles import fences
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import tenders
from heng.engines.redflags.thresholds import At, number

PROCESSES = "minimum_contracting_processes"


def of_processes(facts: Facts, _: At) -> ir.Table:
    """Give `proc`, `buyer`, `entity`, `bids` handed in and how many of them are `out`, for processes with bids."""
    return facts.keep("bids_of_processes", lambda: _of_processes(facts))


def of_parties(facts: Facts, _: At) -> ir.Table:
    """Give `proc`, `bid`, `party` and `out` (1 or 0) of each bid handed in, for each of its tenderers."""
    return facts.keep("bids_of_parties", lambda: _of_parties(facts))


def flag(facts: Facts, at: At, counting: str = "procs") -> ir.Table:
    """Flag each kind of group at or above its upper fence; groups with too few processes (or bids) leave first."""
    procs, parties = of_processes(facts, at), of_parties(facts, at)
    groups = [(kind, procs.select("bids", "out", group=kind), counting, at[PROCESSES]) for kind in ("buyer", "entity")]
    of_party = parties.select("out", group="party", bids=ibis.literal(1).cast("int64"))
    groups.append(("party", of_party, "bids", at["minimum_submitted_bids"]))
    return ibis.union(*(_flagged(kind, rows, at, least, by) for kind, rows, by, least in groups))


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the processes of a buyer or entity in which bids were disqualified, and at the bids of a party."""
    procs, parties = (facts.keep(name, partial(make, facts)) for name, make in _KEPT.items())
    out, lost = procs.filter(procs.out > 0), parties.filter(parties.out > 0)
    rows = [_behind(found, kind, out.select("proc", group=kind, row="proc"), "proc") for kind in ("buyer", "entity")]
    return ibis.union(*rows, _behind(found, "party", lost.select("proc", group="party", row="bid"), "bid"))


def _flagged(kind: str, rows: ir.Table, at: At, least: float, counting: str) -> ir.Table:
    rows = rows.filter(rows.group.notnull())
    groups = rows.group_by("group").agg(bids=rows.bids.sum(), out=rows.out.sum(), procs=rows.count())
    groups = groups.filter(groups[counting] >= least)
    told = groups.mutate(ratio=groups.out.cast("float64") / groups.bids.cast("float64"))
    if at.has("threshold"):
        told = told.mutate(high=number(at["threshold"]))
    else:
        told = told.cross_join(fences(told, "ratio").select("high"))
    kept = told.filter((told.ratio >= told.high) & (told.high > 0))
    return finding(kept, kind, subject=kept.group, value=kept.ratio, fence=kept.high)


def _behind(found: ir.Table, kind: str, rows: ir.Table, source: str) -> ir.Table:
    mine = found.filter(found.kind == kind).select("kind", "other", group="subject")
    joined = mine.inner_join(rows, "group")
    return resting_on(joined.rename(subject="group"), source, joined.row)


def _of_processes(facts: Facts) -> ir.Table:
    bids = tenders.submitted(facts)
    out = ibis.ifelse(bids.status == "disqualified", 1, 0).cast("int64")
    counted = bids.mutate(is_out=out).group_by("proc").agg(bids=lambda t: t.count(), out=lambda t: t.is_out.sum())
    return counted.inner_join(facts.proc.select("proc", "buyer", "entity"), "proc").select(
        "proc", "buyer", "entity", "bids", "out"
    )


def _of_parties(facts: Facts) -> ir.Table:
    bids = tenders.submitted(facts)
    out = bids.select("bid", out=ibis.ifelse(bids.status == "disqualified", 1, 0).cast("int64"))
    return facts.bid_party.inner_join(out, "bid").select("proc", "bid", "party", "out")


_KEPT: dict[str, Callable[[Facts], ir.Table]] = {"bids_of_processes": _of_processes, "bids_of_parties": _of_parties}

RULE = Rule(
    code="R038",
    title="否决投标偏多",
    asks="某采购人、采购实施单位或投标人的投标被否决的比例是否异常地高",
    verify="抽查否决理由，看是否集中于某一代理机构、条款或评审专家",
    grade=Grade.C,
    law="招标投标法实施条例 第五十一条",
    flag=flag,
    evidence=evidence,
    needs=("bid.status",),
    across=True,
    thresholds=(PROCESSES, "minimum_submitted_bids"),
    cross={"OCP": "R038"},
    note="采购人与采购实施单位须有最少的项目数；同类程序的说明也这样写，程序却拿投标份数去比，"
    "一个项目两份投标即可入列。本规则按项目数，兼容方式按投标份数。联合体投标对每个成员各计一次。",
)

AS_PEER = replace(RULE, flag=partial(flag, counting="bids"))
