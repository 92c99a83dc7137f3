"""`heng flags FILE… [--settings INI] [--json]`: what the eleven OCDS indicators find in releases; needs no database.

Django keeps `--settings` for itself; `heng` hands it on to this command as `--ini`.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from heng.engines.redflags import CATALOGUE, peer, screening
from heng.engines.redflags.backends.duck import Duck
from heng.engines.redflags.peer import Settings, SettingsError
from heng.engines.redflags.readers import ocds
from heng.engines.redflags.readers.ocds import UnreadableError
from heng.engines.redflags.readers.quality import Quality
from heng.engines.redflags.running import NOT_COMPUTABLE, Answer
from heng.engines.redflags.screening import Finding

BAD_INPUT = 2
SHOWN = 10  # findings of a rule that the summary names


class Command(BaseCommand):
    """Screens releases."""

    help = "以十一项 OCDS 指标筛查 JSON Lines 文件，列出疑似线索，供人工核查"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, help="OCDS 汇编发布（compiled release），每行一个")
        parser.add_argument("--ini", type=Path, help="INI 设置，写法与同类程序相同")
        parser.add_argument("--json", action="store_true", dest="as_json", help="按同类程序的格式输出 JSON")
        parser.add_argument("--compatible", action="store_true", help="R030、R038 按同类程序的算法")
        parser.add_argument("--memory", help="内存上限，如 600MB")

    def handle(self, *, files: list[Path], ini: Path | None, memory: str | None, **asked: bool) -> None:
        settings = _settings(ini, compatible=asked["compatible"])
        with Duck(memory=memory) as duck:
            quality = _read(duck, files)
            facts = screening.facts_of(duck.tables(list(ocds.TABLES)), duck, settings)
            answers = screening.answers(facts, settings)
            found = screening.findings(facts, answers)
            if asked["as_json"]:
                told = peer.printed((kind, name, code, value) for kind, name, code, value, _fence in found)
                self.stdout.write(json.dumps(told, ensure_ascii=False))
            else:
                self.stdout.write("\n".join(_lines(quality, answers, found)))


def _settings(ini: Path | None, *, compatible: bool) -> Settings:
    if ini is None:
        return Settings(compatible=compatible)
    try:
        return Settings.parse(ini.read_text(encoding="utf-8"), compatible=compatible)
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandError(_("不能读取 %(path)s") % {"path": ini}, returncode=BAD_INPUT) from fault
    except SettingsError as fault:
        raise CommandError(str(fault), returncode=BAD_INPUT) from fault


def _read(duck: Duck, files: Sequence[Path]) -> Quality:
    try:
        return ocds.read(duck.connection, files)
    except UnreadableError as fault:
        raise CommandError(str(fault), returncode=BAD_INPUT) from fault


def _lines(quality: Quality, asked: Sequence[Answer], found: Sequence[Finding]) -> Iterator[str]:
    yield from quality.sentences()
    for one in asked:
        yield from _of(one, [finding for finding in found if finding[2] == one.rule.code])
    yield _("以上均为疑似线索，须人工核查，不作认定")


def _of(answer: Answer, found: Sequence[Finding]) -> Iterator[str]:
    """Tell of one rule: how much it found and what, and what it could not compute for want of which field."""
    rule = CATALOGUE[answer.rule.code]
    told = {"code": rule.code, "title": rule.title, "count": len(found)}
    yield _("%(code)s %(title)s：疑似线索 %(count)d 条") % told
    yield from (f"  {peer.GROUPS[kind]} {name}：{value:g}" for kind, name, _code, value, _fence in found[:SHOWN])
    if len(found) > SHOWN:
        yield _("  其余 %(count)d 条见 --json") % {"count": len(found) - SHOWN}
    for field, count in _missing(answer).items():
        yield _("  %(count)d 个项目缺少字段 %(field)s，无法计算") % {"count": count, "field": field}


def _missing(answer: Answer) -> Counter[str]:
    lacking = answer.answers.filter(answer.answers.answer == NOT_COMPUTABLE)
    rows = lacking.group_by("missing").agg(count=lacking.count()).order_by("missing").to_pyarrow().to_pylist()
    return Counter({row["missing"]: row["count"] for row in rows})
