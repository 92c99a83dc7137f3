"""`heng collusion score BIDS.csv -o OUT.csv`: rank tenders or pairs of bidders for review; clues, never findings."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from heng.engines.collusion import tables
from heng.engines.collusion.errors import TableError

UNITS = {"tender": (tables.TENDER_HEAD, tables.tenders), "pair": (tables.PAIR_HEAD, tables.pairs)}


class Command(BaseCommand):
    """Scores a file of bids."""

    help = "对投标数据评分排序，给出疑似线索，供人工复核"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["score"], help="score：评分")
        parser.add_argument("bids", type=Path, help="投标数据（CSV，UTF-8）")
        parser.add_argument("--labels", type=Path, help="已复核案件（CSV）；不写则冷启动")
        parser.add_argument("--unit", choices=[*UNITS], default="tender", help="按标段（tender）或企业对（pair）")
        parser.add_argument("-o", "--output", type=Path, required=True, help="结果文件（CSV）")

    def handle(self, *, bids: Path, labels: Path | None, unit: str, output: Path, **_options: object) -> None:
        head, scored = UNITS[unit]
        try:
            rows = list(scored(bids, labels))
            with output.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([head, *rows])
        except TableError as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(_("不能读写文件：%(name)s") % {"name": error.filename}, returncode=2) from error
        self.stdout.write(_("已评分%(count)d项；结果是疑似线索，须经人工复核") % {"count": len(rows)})
