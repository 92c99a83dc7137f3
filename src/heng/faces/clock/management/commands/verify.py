"""`heng verify`: recompute everything from database, files and tiles; name what differs, and end with 1 if any does."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now
from django.utils.translation import gettext as _

from heng.faces.clock.covered import covered
from heng.ledger.transparency.verifying import running, states, verdicts
from heng.ledger.transparency.verifying.findings import Report
from heng.registers.authorities.actors import CLOCK


class Command(BaseCommand):
    """Verifies the log, the files and the rows."""

    help = "核验公开日志、证据文件和业务数据，指出每一处不符"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since-last", action="store_true", help="日志和文件只核验上次通过之后新增的部分")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="同时使用的进程数")
        parser.add_argument("--record-anew", metavar="原因", help="表结构变更后重新登记业务数据摘要，须先核验")

    def handle(self, *, since_last: bool, processes: int, record_anew: str | None, **_options: object) -> None:
        with _alone():
            if record_anew is not None:
                self.stdout.write(_recorded_anew(record_anew))
                return
            report = self._verified(since_last=since_last, processes=processes)
        self._tell(report)

    def _verified(self, *, since_last: bool, processes: int) -> Report:
        started = now()
        since = verdicts.since() if since_last else running.EVER
        report = running.verify(covered(), by=CLOCK, now=started, since=since, processes=processes)
        verdicts.pronounce(report, is_full=since == running.EVER, started_at=started, by=CLOCK)
        return report

    def _tell(self, report: Report) -> None:
        looked = "、".join(f"{kind}{count}" for kind, count in report.looked.items() if count)
        self.stdout.write(_("已核验：%(looked)s；公开日志共 %(size)d 条") % {"looked": looked, "size": report.size})
        for finding in report.findings:
            self.stderr.write(f"{finding}")
        if not report.is_intact:
            more = report.found - len(report.findings)
            raise CommandError(
                _("核验发现 %(found)d 处不符，另有 %(more)d 处未列出") % {"found": report.found, "more": more}
                if more
                else _("核验发现 %(found)d 处不符") % {"found": report.found}
            )
        self.stdout.write(_("核验通过，没有发现不符"))


def _recorded_anew(reason: str) -> str:
    if not reason.strip():
        raise CommandError(_("请写明重新登记的原因"))
    count = states.record_anew(covered(), by=CLOCK, reason=reason.strip())
    return _("重新登记 %(count)d 行业务数据的摘要") % {"count": count}


@contextmanager
def _alone() -> Iterator[None]:
    """Let one verification run at a time on this machine."""
    root = Path(settings.DATA_DIR)
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".verifying").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise CommandError(_("另一次核验正在进行")) from fault
        yield
