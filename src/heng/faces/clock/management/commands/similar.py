"""`heng similar DIR [--tender FILE] [-o FILE]`: what the bids of one lot share, as clues for people to look at."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from heng.engines.similarity import reading
from heng.engines.similarity.comparing import File, compare
from heng.engines.similarity.documents import Document
from heng.engines.similarity.reading import UnreadableError
from heng.engines.similarity.report import Report, Unread

BAD_INPUT = 2
LEAST_BIDDERS = 2


class Command(BaseCommand):
    """Compares bids."""

    help = "比对各投标人的文件，列出雷同之处，供人工核查"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="目录，其中每个投标人一个子目录或一个文件，以投标人名称命名")
        parser.add_argument("--tender", type=Path, action="append", default=[], help="招标文件、范本或标准，可以写几个")
        parser.add_argument("-o", "--output", type=Path, help="完整报告（JSON）写到哪里")

    def handle(self, *, folder: Path, tender: list[Path], output: Path | None, **_options: object) -> None:
        given = _given(folder)
        known = [_known(path) for path in tender]
        files, unread = _read(given)
        report = compare(files, known, unread)
        if output is not None:
            _write(output, report)
        self.stdout.write("\n".join(_lines(report)))


def _given(folder: Path) -> list[tuple[str, Path]]:
    """List the files of each bidder."""
    if not folder.is_dir():
        raise CommandError(_("没有目录 %(folder)s") % {"folder": folder}, returncode=BAD_INPUT)
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    if len(entries) < LEAST_BIDDERS:
        raise CommandError(_("目录中应当有两个以上投标人的文件"), returncode=BAD_INPUT)
    return [pair for entry in entries for pair in _of(entry)]


def _of(entry: Path) -> Iterator[tuple[str, Path]]:
    if entry.is_file():
        yield entry.stem, entry
    else:
        yield from ((entry.name, path) for path in sorted(entry.rglob("*")) if path.is_file())


def _known(path: Path) -> Document:
    try:
        return reading.read(path.read_bytes())
    except OSError as fault:
        raise CommandError(_("不能读取 %(path)s") % {"path": path}, returncode=BAD_INPUT) from fault
    except UnreadableError as fault:
        told = {"path": path, "reason": fault.reason}
        raise CommandError(_("不能读取 %(path)s：%(reason)s") % told, returncode=BAD_INPUT) from fault


def _read(given: list[tuple[str, Path]]) -> tuple[list[File], list[Unread]]:
    files, unread = [], []
    for bidder, path in tqdm(given, unit="份", disable=None):
        try:
            files.append(File(bidder, path.name, reading.read(path.read_bytes())))
        except UnreadableError as fault:
            unread.append(Unread(bidder, path.name, fault.reason))
        except OSError:
            unread.append(Unread(bidder, path.name, _("不能读取")))
    if len({file.bidder for file in files}) < LEAST_BIDDERS:
        reasons = "；".join(f"{one.bidder} {one.file}：{one.reason}" for one in unread)
        raise CommandError(_("可比对的投标人不足两个。%(reasons)s") % {"reasons": reasons}, returncode=BAD_INPUT)
    return files, unread


def _write(output: Path, report: Report) -> None:
    try:
        output.write_text(report.text() + "\n", encoding="utf-8")
    except OSError as fault:
        raise CommandError(_("不能写入 %(path)s") % {"path": output}, returncode=BAD_INPUT) from fault


def _lines(report: Report) -> Iterator[str]:
    told = {"bidders": len(report.bidders), "passages": len(report.passages), "findings": len(report.findings)}
    yield _("已比对 %(bidders)d 个投标人：雷同段落 %(passages)d 处，其他疑似线索 %(findings)d 条") % told
    for one in report.passages:
        yield f"  {_side(one.left.bidder, one.left.file, one.left.start.page)} = " + _(
            "%(side)s，相同 %(letters)d 字：%(text)s"
        ) % {
            "side": _side(one.right.bidder, one.right.file, one.right.start.page),
            "letters": one.letters,
            "text": re.sub(r"\s+", "", one.left.text)[:30],
        }
    yield from (f"  [{one.rule}] {'、'.join(one.bidders)}：{one.sentence}" for one in report.findings)
    yield from (
        _("  未比对 %(file)s：%(reason)s") % {"file": f"{one.bidder} {one.file}", "reason": one.reason}
        for one in report.unread
    )
    yield from (f"  {note}" for note in report.notes)
    yield _("以上均为疑似线索，须人工核查，不作认定")


def _side(bidder: str, file: str, page: int) -> str:
    return _("%(bidder)s《%(file)s》第 %(page)d 页") % {"bidder": bidder, "file": file, "page": page}
