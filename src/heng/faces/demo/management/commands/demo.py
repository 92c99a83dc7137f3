"""`heng demo`: fill an empty database with the invented city, and print who can log in."""

import argparse
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate, now
from django.utils.translation import gettext as _
from tqdm import tqdm

from heng.duties.supervision import services as supervision
from heng.faces.demo import play
from heng.faces.demo.offices import PASSWORD, SYSTEM
from heng.faces.demo.scale import EARLIEST, SCALES, Scale
from heng.ledger import relay
from heng.ledger.transparency import services as transparency
from heng.ledger.transparency.errors import LogBrokenError
from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.models import Account, Authority
from heng.registers.parties.models import Party
from heng.registers.trading.models import Project, Stage

NOON = time(12)
TENTHS = 10
FILLED = (Account, Authority, Party, Project)


def scale(word: str) -> Scale:
    """Read the scale; whoever names another one hears in Chinese which there are."""
    if word not in SCALES:
        raise argparse.ArgumentTypeError(_("没有“{}”规模，可选：{}").format(word, "、".join(SCALES)))
    return SCALES[word]


class Command(BaseCommand):
    """`heng demo` 「演示城市」."""

    help = "向空数据库写入虚构的演示城市，并列出可登录的账号"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="随机种子：种子、规模与日期相同，内容相同")
        sizes = "，".join(f"{one.name} 约{one.projects}个项目" for one in SCALES.values())
        parser.add_argument("--scale", type=scale, default="small", help=f"规模：{sizes}")
        parser.add_argument("--if-empty", action="store_true", help="数据库已有数据时不作任何改动，正常结束")
        parser.add_argument("--today", type=date.fromisoformat, help="以哪一天为今天（如 2026-03-02）")
        parser.add_argument("--truth", type=Path, help="演示底册的文件（默认为数据目录下的 truth.json）")

    def handle(self, *_args: object, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("未处于演示模式，不写入演示数据和演示密码；确需演示的，请设置环境变量 HENG_DEMO=1"))
        if any(model.objects.exists() for model in FILLED):
            if options["if_empty"]:
                self.stdout.write(_("数据库已有数据，未写入演示数据"))
                return
            raise CommandError(
                _("数据库已有数据，不能再写入演示数据；请换用空数据库（HENG_DATA_DIR 或 HENG_DATABASE_URL）")
            )
        today = options["today"] or localdate()
        if today < EARLIEST:
            raise CommandError(
                _("--today 不得早于{}：演示项目自此前三年起登记，此前的监督职责分工未收录").format(EARLIEST)
            )
        self._perform(options["seed"], options["scale"], today, options["truth"])

    def _perform(self, seed: int, chosen: Scale, today: date, truth: Path | None) -> None:
        at = datetime.combine(today, NOON, get_current_timezone())
        played = play.perform(seed, chosen, today=today, at=at, show=self._progress(chosen))
        passage = relay.run(now=at)
        with transaction.atomic():
            play.put_away(played.offices, today=today)
        supervision.remind(by=CLOCK, on=today)
        passage += relay.run(now=at)
        self._seal()
        path = truth or settings.DATA_DIR / "truth.json"
        played.truth.write(
            path, source=SYSTEM, scale=chosen.name, seed=seed, today=today.isoformat(), digest=played.digest
        )
        self._print(played, path)
        if passage.stumbled:
            self.stderr.write(_("以下接收方投递失败，请在工作台查看：{}").format("、".join(passage.stumbled)))

    def _seal(self) -> None:
        """Seal the city, at the true time; a log that another database left in the data folder is none of its."""
        try:
            transparency.seal(at=now())
        except LogBrokenError as fault:
            self.stderr.write(_("演示数据未固化：数据目录中的公开日志属于另一个数据库（{}）").format(fault))

    def _progress(self, chosen: Scale) -> Callable[[int], object]:
        """Show how far the play has come: a bar for whoever looks, a line for each tenth in a log."""
        if sys.stderr.isatty():
            bar = tqdm(total=chosen.projects, desc=_("演示项目"), unit="")
            return bar.update
        if chosen.at_once:
            return lambda _count: None
        done = 0

        def tell(count: int) -> None:
            nonlocal done
            before, done = done * TENTHS // chosen.projects, done + count
            if done * TENTHS // chosen.projects > before:
                self.stderr.write(_("演示项目：{}/{}").format(done, chosen.projects))

        return tell

    def _print(self, played: play.Played, truth: Path) -> None:
        counted = "，".join(f"{Stage(stage).label}{count}" for stage, count in sorted(played.stages().items()))
        self.stdout.write(_("演示数据已写入，全部虚构。项目：{}").format(counted))
        self.stdout.write(_("内容摘要（种子、规模、日期相同则相同）：{}").format(played.digest))
        self.stdout.write(_("植入情形的底册（不在数据库内）：{}").format(truth))
        self.stdout.write(_("所有账号的密码：{}").format(PASSWORD))
        self.stdout.write(_("对接系统 {} 的密钥（仅显示这一次）：{}").format(SYSTEM, played.offices.key))
        for title, is_common in ((_("常用账号"), True), (_("其他账号"), False)):
            self.stdout.write(f"\n{title}")
            self.stdout.write("\t".join((_("用户名"), _("姓名"), _("单位"), _("岗位"))))
            for login in played.offices.logins:
                if login.is_common == is_common:
                    self.stdout.write("\t".join((login.username, login.name, login.organ, login.post)))
