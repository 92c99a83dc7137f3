"""`heng record SOURCE --project PROJECT`: record from a camera (RTSP), an address or a file until it ends."""

from time import sleep

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from heng.engines.procedure import Refusal
from heng.faces.clock import recordings
from heng.ledger.evidence.recordings import ingest
from heng.ledger.evidence.recordings.models import Footage, Segment
from heng.registers.authorities.actors import CLOCK
from heng.registers.trading import selectors as trading

SEALED_EVERY = 60  # seconds
PAUSE = 2.0  # seconds before a camera that broke off is asked again
CAMERAS = ("rtsp://", "rtsps://")


class Command(BaseCommand):
    """Records one source."""

    help = "录制一路音视频（RTSP、HTTP 地址或文件），分段存证"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="地址或文件，如 rtsp://…、http://…/a.mp4")
        parser.add_argument("--project", required=True, help="项目编号，如 TP000001")
        parser.add_argument("--title", default="现场录像", help="录像名称")
        parser.add_argument(
            "--patience", type=int, default=300, help="摄像机（RTSP）中断后继续尝试连接的秒数；超过即结束录像"
        )
        parser.add_argument("--name", default="", help="来源名称，如 开标室1；不写地址，以免留下密码")

    def handle(self, *, source: str, project: str, title: str, name: str, patience: int, **_options: object) -> None:
        found = trading.project_of_ref(CLOCK, project)
        if found is None:
            raise CommandError(_("没有项目 %(project)s") % {"project": project})
        footage = ingest.begin(
            found.ref, title=title, by=CLOCK, at=now(), on=localdate(), source=name, kind=found.regime
        )
        try:
            count = self._record(footage, source, patience)
        except Refusal as refusal:
            ingest.finish(footage, by=CLOCK, at=now(), fault=refusal.reason)
            raise CommandError(refusal.reason) from refusal
        finally:
            recordings.seal_one(footage, at=now())
        ingest.finish(footage, by=CLOCK, at=now())
        if not count:
            raise CommandError(_("没有收到录像，请核对地址和摄像机"))
        self.stdout.write(_("录像 %(ref)s 已保存，共 %(count)d 段") % {"ref": footage.ref, "count": count})

    def _record(self, footage: Footage, source: str, patience: int) -> int:
        minute = _Minute(footage, patience)
        if not source.startswith(CAMERAS):
            return ingest.record(footage, source, clock=now, kept=minute.kept)
        return ingest.follow(footage, source, clock=now, kept=minute.kept, again=minute.again)


class _Minute:
    """Signs each minute what came, and knows when nothing came for too long."""

    def __init__(self, footage: Footage, patience: int) -> None:
        self.footage, self.patience = footage, patience
        self.signed_at = self.heard_at = now()

    def kept(self, segment: Segment) -> None:
        self.heard_at = segment.arrived_at
        if (segment.arrived_at - self.signed_at).total_seconds() >= SEALED_EVERY:
            recordings.seal_one(self.footage, at=segment.arrived_at)
            self.signed_at = segment.arrived_at

    def again(self) -> bool:
        """Wait a little before a camera is asked again; tell whether it is worth it."""
        silent = (now() - self.heard_at).total_seconds()
        if silent < self.patience:
            sleep(min(PAUSE, self.patience - silent))
        return silent < self.patience
