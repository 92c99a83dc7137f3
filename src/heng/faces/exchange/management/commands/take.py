"""`heng take PATH…` 「收录文件」: take in files of trading data, and say what became of every record."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from heng.engines import codes
from heng.faces.exchange import sources
from heng.faces.exchange.inbox import taking

SOURCE = "manual"
SOURCE_LENGTH = 40


class Command(BaseCommand):
    """Take in files 「收录文件」."""

    help = "收录交易数据文件：OCDS 1.1（JSON、JSON Lines、gzip）或国家数据规范 XML；重复收录不产生变化。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="文件或文件夹")
        parser.add_argument("--source", default=SOURCE, help=f"来源系统代码，默认 {SOURCE}")
        parser.add_argument("--region", default="", help="数据未注明地区时使用的行政区划代码，如 410500")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出报告，每个文件一行")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        self._check(options["source"], options["region"])
        unread = 0
        for path in _files(options["paths"]):
            unread += not self._take(path, options["source"], options["region"], as_json=options["json"])
        if unread:
            raise CommandError(f"有 {unread} 个文件未能读完，原因见上。", returncode=1)

    def _check(self, source: str, region: str) -> None:
        if not 0 < len(source) <= SOURCE_LENGTH:
            raise CommandError(f"来源系统代码应为 1 至 {SOURCE_LENGTH} 个字符")
        if region and not codes.check_region(region).ok:
            raise CommandError(f"“{region}”不是行政区划代码，请填六位数字，如 {settings.HOME_REGION}")

    def _take(self, path: Path, source: str, region: str, *, as_json: bool) -> bool:
        """Take in one file; return whether it was read to its end."""
        actor, profile = sources.sender(source, region)
        now = timezone.localtime()
        try:
            with path.open("rb") as stream, _bar(path) as progress:
                report = taking.take(
                    stream, name=path.name, profile=profile, by=actor, on=now.date(), at=now, progress=progress
                )
        except OSError as error:
            self.stderr.write(f"《{path.name}》无法打开：{error.strerror}。请核对路径和权限。")
            return False
        text = json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.as_text()
        self.stdout.write(text)
        return not report.error


def _files(paths: list[str]) -> Iterator[Path]:
    """Yield the files named, and those in the folders named, in the order of their names."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        else:
            yield path


@contextmanager
def _bar(path: Path) -> Iterator[Callable[[int, int], None]]:
    """Show on the terminal how much of a file was read."""
    with tqdm(total=path.stat().st_size, unit="B", unit_scale=True, desc=path.name, disable=None, leave=False) as bar:

        def advance(size: int, records: int) -> None:
            bar.set_postfix_str(f"{records} 条", refresh=False)
            bar.update(size - bar.n)

        yield advance
