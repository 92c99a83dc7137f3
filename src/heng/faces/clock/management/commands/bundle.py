"""`heng bundle PROJECT -o FILE`: one file with all that is sealed about a project, which proves itself off line."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now
from django.utils.translation import gettext as _

from heng.duties.supervision import selectors as supervision
from heng.engines.bundle.errors import BundleError
from heng.engines.procedure import Refusal
from heng.faces.frame import verifier
from heng.ledger.transparency import bundling
from heng.ledger.transparency.errors import LogBrokenError
from heng.registers.authorities.actors import CLOCK
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project


class Command(BaseCommand):
    """Makes the bundle of a project."""

    help = "导出一个项目的证据包：留痕、证明、检查点、文件和核对网页"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("project", help="项目编号，如 TP000001")
        parser.add_argument("-o", "--output", type=Path, required=True, help="证据包写到哪里，如 TP000001.zip")

    def handle(self, *, project: str, output: Path, **_options: object) -> None:
        found = trading.project_of_ref(CLOCK, project)
        if found is None:
            raise CommandError(_("没有项目 %(project)s") % {"project": project})
        draft = output.with_name(f".{output.name}.draft")
        try:
            told = _write(draft, found)
            draft.replace(output)
        except (Refusal, BundleError, LogBrokenError, OSError) as fault:
            raise CommandError(_("没有导出：%(fault)s") % {"fault": fault}) from fault
        finally:
            draft.unlink(missing_ok=True)
        self.stdout.write(told)


def _write(draft: Path, project: Project) -> str:
    opened = supervision.file_of(project, CLOCK)
    subjects = [project.ref, *([opened.ref] if opened else [])]
    with draft.open("xb") as file:
        kept = trading.files_of(project, CLOCK, at=now())
        made = bundling.bundle(file, subjects, kept=kept, by=CLOCK, page=verifier.page(), witnesses=settings.WITNESSES)
    counts = {"entries": len(made.of("entry")), "documents": len(made.of("document"))}
    return _("已导出：留痕 %(entries)d 条，文件 %(documents)d 份") % counts
