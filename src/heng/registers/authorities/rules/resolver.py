"""Who supervises a project 「监督部门认定」: five rules in their order; the first that finds a department decides.

依据: 安公管办〔2022〕6号 二、八; 招标投标法实施条例 第四条; 政府采购法 第十三条.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from heng.registers.authorities.actors import on_one_line, reach
from heng.registers.authorities.procedure import Entrustment, Facts, JurisdictionRow, Organ, Organs, jurisdiction
from heng.registers.authorities.rules.entering import EntryJudgement, judge_entry, level_of
from heng.registers.authorities.rules.trail import Resolution, Trial

NOTICE = "安公管办〔2022〕6号 二"
NO_ENTRY = "安公管办〔2022〕6号 八"
GOVERNMENT = "government"
CITY_DIGITS = 4
STATUTORY = {
    "procurement": ("PROC",),
    "engineering": ("ENG",),
    "resources": ("LAND", "MINE", "PROPERTY", "OTHER"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A project before the rules, with what was found out about it already."""

    facts: Facts
    judgement: EntryJudgement
    is_voluntary: bool
    entrustment: Entrustment
    organs: Organs
    on: date

    @property
    def named_by_government(self) -> bool:
        """Answer whether a people's government has named the department for this very project."""
        return bool(self.entrustment.designated) and self.entrustment.way == GOVERNMENT


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, its title on screen, and the question it asks."""

    name: str
    title: str
    ask: Callable[["Rule", Question], Trial]

    def passed(self, reason: str, article: str = "") -> Trial:
        """Say that the rule does not concern this project."""
        return Trial(rule=self.name, title=self.title, outcome="passed", reason=reason, article=article)

    def failed(self, reason: str, article: str, facts: tuple[tuple[str, str], ...]) -> Trial:
        """Say that the rule concerns it but finds no department."""
        return Trial(rule=self.name, title=self.title, outcome="failed", reason=reason, article=article, facts=facts)

    def matched(self, organ: Organ, reason: str, article: str, facts: tuple[tuple[str, str], ...]) -> Trial:
        """Name the department."""
        return Trial(
            rule=self.name,
            title=self.title,
            outcome="matched",
            reason=reason,
            article=article,
            facts=facts,
            authority=organ.code,
            authority_name=organ.name,
        )


def by_law(rule: Rule, question: Question) -> Trial:
    """The department that the division of duties names for this class of trade; not for voluntary entry."""
    facts = question.facts
    if facts.regime not in STATUTORY[rule.name]:
        return rule.passed("不属此类交易")
    if question.is_voluntary:
        return rule.passed("自愿进场的非依法必须招标（采购）项目，须由建设单位申请", NOTICE)
    if question.named_by_government:
        return rule.passed("政府已就本项目另行确定监督部门，从其规定", "招标投标法实施条例 第四条")
    row = _closest(facts, question.on)
    told = (("交易类别", facts.trade_class), ("行政区划", facts.region), ("行业", facts.industry or "未填报"))
    if row is None:
        return rule.failed("现行职责分工未列此类交易", NOTICE, told)
    article = row.law
    organ = _competent(row, question)
    if organ is None:
        return rule.failed(f"{row.title}：本地及上级均未设相应部门", article, told)
    above = "，本地未设该部门，由上一级部门监督" if organ.region != facts.region else ""
    return rule.matched(organ, f"{row.title}由{organ.name}监督{above}", article, told)


def by_application(rule: Rule, question: Question) -> Trial:
    """The department that accepted the owner's application."""
    given = question.entrustment
    if not question.is_voluntary:
        return rule.passed("不是自愿进场项目", NOTICE)
    told: tuple[tuple[str, str], ...] = (("进场判断", question.judgement.reason),)
    if given.accepted is None:
        return rule.failed("自愿进场项目尚无行政监督部门接受监督申请", NOTICE, told)
    organ = question.organs.of_code(given.accepted, on=question.on)
    told = (*told, ("申请", given.accepted_application))
    if organ is None:
        return rule.failed(f"曾接受申请的部门（{given.accepted}）已撤销或不再承担监督职责", NOTICE, told)
    if not on_one_line(organ.region, question.facts.region):
        return rule.failed(f"接受申请的{organ.name}不管辖项目所在地", NOTICE, told)
    return rule.matched(organ, f"{organ.name}已接受建设单位的监督申请", NOTICE, told)


def by_designation(rule: Rule, question: Question) -> Trial:
    """The department that was agreed upon, or that a government of a county or above named, with its document."""
    given = question.entrustment
    if given.designated is None:
        return rule.failed("尚未协调或指定监督部门", NOTICE, ())
    told = (("确定机关", given.decider), ("文号", given.document_number), ("申请", given.designation))
    organ = question.organs.of_code(given.designated, on=question.on)
    if organ is None:
        return rule.failed(f"所确定的部门（{given.designated}）已撤销或不再承担监督职责", NOTICE, told)
    if not on_one_line(organ.region, question.facts.region):
        return rule.failed(f"所确定的{organ.name}不管辖项目所在地", NOTICE, told)
    verb = "指定" if given.way == GOVERNMENT else "协调确定"
    return rule.matched(organ, f"{given.decider}以{given.document_number}{verb}{organ.name}监督", NOTICE, told)


RULES = (
    Rule("procurement", "政府采购归财政部门", by_law),
    Rule("engineering", "工程建设按行业归口", by_law),
    Rule("resources", "土地、矿业权、产权及其他交易按主管部门归口", by_law),
    Rule("application", "自愿进场项目由接受申请的部门监督", by_application),
    Rule("designation", "难以确定的由协调或政府指定", by_designation),
)


def resolve(facts: Facts, *, entrustment: Entrustment, organs: Iterable[Organ], on: date) -> Resolution:
    """Find the one lead supervisor of a project as of a day, or say why there is none.

    The catalogue asked is that of the project's registration; departments and their duties are those of `on`.
    """
    judgement = judge_entry(facts)
    question = Question(
        facts=facts,
        judgement=judgement,
        is_voluntary=is_voluntary(facts, judgement),
        entrustment=entrustment,
        organs=organs if isinstance(organs, Organs) else Organs(organs),
        on=on,
    )
    trail = [_entry(facts, judgement)]
    for rule in RULES:
        trail.append(rule.ask(rule, question))
        if trail[-1].outcome == "matched":
            return _resolution(trail[-1], question, trail)
    return _resolution(_last_failure(trail), question, trail)


def is_voluntary(facts: Facts, judgement: EntryJudgement) -> bool:
    """Answer whether the project enters of its owner's free will.

    What the owner declared holds, unless the catalogue says that the project must enter; what cannot be judged is
    treated as what must, so that no project slips past its department by saying nothing.
    """
    if facts.is_mandatory is None:
        return judgement.required is False
    return not facts.is_mandatory and judgement.required is not True


def _entry(facts: Facts, judgement: EntryJudgement) -> Trial:
    """Put the judgement of entry at the head of the trail."""
    declared = {True: "依法必须", False: "非依法必须", None: "未申报"}[facts.is_mandatory]
    contradicted = facts.is_mandatory is False and judgement.required is True
    note = "；申报为非依法必须，与目录不符，以目录为准" if contradicted else ""
    return Trial(
        rule="entry",
        title="是否依法必须招标（采购）、应当进场",
        outcome="passed",
        reason=f"{judgement.reason}{note}",
        article=judgement.article,
        facts=(("申报", declared), ("登记日期", facts.registered_on.isoformat())),
    )


def _last_failure(trail: list[Trial]) -> Trial:
    """Of the rules that concerned the project, the first tells its owner what is missing."""
    return next(trial for trial in trail if trial.outcome == "failed")


def _resolution(decisive: Trial, question: Question, trail: list[Trial]) -> Resolution:
    found = decisive.outcome == "matched"
    return Resolution(
        authority=decisive.authority,
        authority_name=decisive.authority_name,
        rule=decisive.rule if found else "none",
        title=decisive.title if found else "监督部门未落实",
        article=decisive.article if found else NO_ENTRY,
        reason=decisive.reason if found else _advice(decisive, question),
        is_voluntary=question.is_voluntary,
        trail=tuple(trail),
    )


def _advice(decisive: Trial, question: Question) -> str:
    if question.is_voluntary:
        return f"{decisive.reason}，请向所属行业行政主管部门提出申请"
    return f"{decisive.reason}，请自行协调或申请县级以上人民政府确定监督部门"


def _closest(facts: Facts, on: date) -> JurisdictionRow | None:
    """Find the row that speaks of this project most closely: by class, then industry, then level."""
    rows = [row for row in jurisdiction(on=on) if _concerns(row, facts)]
    return max(rows, key=lambda row: (len(row.trade_class), len(row.industry), len(row.level)), default=None)


def _concerns(row: JurisdictionRow, facts: Facts) -> bool:
    return (
        row.regime == facts.regime
        and facts.trade_class.startswith(row.trade_class)
        and facts.industry.startswith(row.industry)
        and row.level in {"", level_of(facts.region)}
    )


def _competent(row: JurisdictionRow, question: Question) -> Organ | None:
    """Find the department of the region itself, else that of its city; of several kinds the first that exists."""
    region = question.facts.region
    city = region[:CITY_DIGITS] + "00"
    places = (region, city) if len(reach(region)) > CITY_DIGITS else (region,)
    found = (question.organs.of_kind(kind, place, on=question.on) for place in places for kind in row.kinds)
    return next(filter(None, found), None)
