"""`heng record SOURCE --project PROJECT`: record from a camera (RTSP), an address or a file until it ends."""

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


class Command(BaseCommand):
    """Records one source."""

    help = "录制一路音视频（RTSP、HTTP 地址或文件），分段存证"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="地址或文件，如 rtsp://…、http://…/a.mp4")
        parser.add_argument("--project", required=True, help="项目编号，如 TP000001")
        parser.add_argument("--title", default="现场录像", help="录像名称")
        parser.add_argument("--name", default="", help="来源名称，如 开标室1；不写地址，以免留下密码")

    def handle(self, *, source: str, project: str, title: str, name: str, **_options: object) -> None:
        found = trading.project_of_ref(CLOCK, project)
        if found is None:
            raise CommandError(_("没有项目 %(project)s") % {"project": project})
        footage = ingest.begin(
            found.ref, title=title, by=CLOCK, at=now(), on=localdate(), source=name, kind=found.regime
        )
        try:
            count = ingest.record(footage, source, clock=now, kept=_Minute(footage).kept)
        except Refusal as refusal:
            ingest.finish(footage, by=CLOCK, at=now(), fault=refusal.reason)
            raise CommandError(refusal.reason) from refusal
        finally:
            recordings.seal_one(footage, at=now())
        ingest.finish(footage, by=CLOCK, at=now())
        self.stdout.write(_("录像 %(ref)s 已保存，共 %(count)d 段") % {"ref": footage.ref, "count": count})


class _Minute:
    """Signs each minute what came."""

    def __init__(self, footage: Footage) -> None:
        self.footage, self.signed_at = footage, now()

    def kept(self, segment: Segment) -> None:
        if (segment.arrived_at - self.signed_at).total_seconds() >= SEALED_EVERY:
            recordings.seal_one(self.footage, at=segment.arrived_at)
            self.signed_at = segment.arrived_at
