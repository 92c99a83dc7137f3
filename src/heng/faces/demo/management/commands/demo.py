"""`heng demo`: fill an empty database with the invented city, and print who can log in."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from tqdm import tqdm

from heng.faces.demo import play
from heng.faces.demo.offices import PASSWORD, SYSTEM
from heng.faces.demo.trades import Scene
from heng.ledger import relay
from heng.registers.authorities.models import Account, Authority
from heng.registers.parties.models import Party
from heng.registers.trading.models import Project, Stage

NOON = time(12)
SCALES = ("small",)
FILLED = (Account, Authority, Party, Project)


def shown(scenes: list[Scene]) -> Iterator[Scene]:
    """Go through the scenes with a bar of progress on the error stream, if somebody looks at it."""
    return iter(tqdm(scenes, desc=_("演示项目"), unit="", disable=not sys.stderr.isatty()))


def scale(word: str) -> str:
    """Read the scale; one is built so far, and whoever asks for another hears so in Chinese."""
    if word not in SCALES:
        raise argparse.ArgumentTypeError(_("目前仅提供 small 规模，请改用 --scale small"))
    return word


class Command(BaseCommand):
    """`heng demo` 「演示城市」."""

    help = "向空数据库写入虚构的演示城市，并列出可登录的账号（目前仅提供 small 规模）"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="随机种子：种子与日期相同，内容相同")
        parser.add_argument("--scale", type=scale, default="small", help="规模：目前仅提供 small")
        parser.add_argument("--if-empty", action="store_true", help="数据库已有数据时不作任何改动，正常结束")
        parser.add_argument("--today", type=date.fromisoformat, help="以哪一天为今天（如 2026-03-02）")

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
        at = datetime.combine(today, NOON, get_current_timezone())
        with transaction.atomic():
            played = play.perform(options["seed"], today=today, at=at, show=shown)
        passage = relay.run(now=at)
        self._print(played)
        if passage.stumbled:
            self.stderr.write(_("以下接收方投递失败，请在工作台查看：{}").format("、".join(passage.stumbled)))

    def _print(self, played: play.Played) -> None:
        counted = "，".join(f"{Stage(stage).label}{count}" for stage, count in sorted(played.stages.items()))
        self.stdout.write(_("演示数据已写入，全部虚构。项目：{}").format(counted))
        self.stdout.write(_("所有账号的密码：{}").format(PASSWORD))
        self.stdout.write(_("对接系统 {} 的密钥（仅显示这一次）：{}").format(SYSTEM, played.offices.key))
        self.stdout.write("")
        self.stdout.write("\t".join((_("用户名"), _("姓名"), _("单位"), _("岗位"))))
        for login in played.offices.logins:
            self.stdout.write("\t".join((login.username, login.name, login.organ, login.post)))
