"""`heng retry` 「重新处理」: take up again what was held, what waits and, if asked, what was refused."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from heng.faces.exchange import selectors, sources
from heng.faces.exchange.inbox import keeping, taking
from heng.faces.exchange.inbox.report import LABELS


class Command(BaseCommand):
    """Take up kept records again 「重新处理」."""

    help = "重新处理待处理的记录：等待上级数据的和待进场的；加 --refused 时也处理退回的。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--source", default="", help="只处理该来源系统的记录")
        parser.add_argument("--refused", action="store_true", help="也处理退回的记录（例如程序升级之后）")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        changed: Counter[str] = Counter()
        with tqdm(total=0, unit="条", disable=None, leave=False) as bar:
            for source in selectors.sources_with_open_items(options["source"]):
                actor, profile = sources.sender(source)
                items = selectors.open_items(source, refused=options["refused"])
                for part in keeping.in_parts(items):
                    now = timezone.localtime()
                    changed.update(taking.retry(part, profile=profile, by=actor, on=now.date(), at=now))
                    bar.update(len(part))
        told = "，".join(f"{LABELS[name]} {count} 条" for name, count in changed.items())
        self.stdout.write(f"重新处理完毕：{told or '没有变化'}。")
