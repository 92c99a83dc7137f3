"""`heng-verify FILE`: check a bundle or a receipt, with nothing of Django, no network and no database."""

import argparse
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from heng.engines.bundle.checking import Report, Trust, check_bundle, check_receipt
from heng.engines.bundle.receipts import HEAD
from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.keys import VerifierKey, parse_key

BEIJING = timezone(timedelta(hours=8))
NOT_PROVEN = (
    "不能证明：文件内容真实；包内已收齐全部文件；行为合法。",
    "公钥须与日志主办单位另行公布的核对，一致才说明出自该单位的日志。",
)


def main() -> int:
    """Tell what a file proves; return 0 when everything in it holds, 1 when something does not."""
    asked = _arguments()
    try:
        report = _check(asked)
    except OSError as error:
        sys.stderr.write(f"不能读取：{error}\n")
        return 2
    sys.stdout.writelines(f"{line}\n" for line in _lines(report, given=asked.key is not None))
    return int(bool(report.faults))


def _check(asked: argparse.Namespace) -> Report:
    now = datetime.now(UTC)
    witnesses = tuple(asked.witness)
    with Path(asked.file).open("rb") as file:
        if file.read(len(HEAD)) != HEAD.encode():
            return check_bundle(file, now=now, log=asked.key, witnesses=witnesses, second=asked.second)
        if asked.key is None:
            raise SystemExit("核对回执须用 --key 指定日志公钥")
        file.seek(0)
        return check_receipt(file.read(), Trust(asked.key, witnesses, asked.second), now=now)


def _lines(report: Report, *, given: bool) -> list[str]:
    if report.faults or report.trust is None or report.checkpoint is None:
        return ["未通过", *(f"  {fault}" for fault in report.faults)]
    return [
        "通过",
        f"  日志 {report.checkpoint.origin}，检查点 {report.checkpoint.size}",
        f"  公钥 {report.trust.log}（{'由您指定' if given else '包内所附，请核对'}）",
        *(f"  {_moment(at)} 由 {name} 见证" for name, at in report.witnessed.items()),
        *_second(report),
        _time(report),
        *(f"  第 {index} 条 {leaf['at']} {leaf.get('kind', '')}" for index, leaf in report.entries.items()),
        *(f"  {name} 与第 {index} 条所载摘要一致" for name, index in report.documents.items()),
        *(f"  {line}" for line in NOT_PROVEN),
    ]


def _second(report: Report) -> list[str]:
    if report.trust is None or report.trust.second is None:
        return []
    told = "成立" if report.seconded else "检查点上没有，可能是启用第二签名以前的"
    return [f"  第二签名 {report.trust.second}：{told}"]


def _time(report: Report) -> str:
    before = report.sealed_before
    if before is None:
        return "  没有您所信任的见证方签名（--witness）：固化时间只有日志自己的说法"
    return f"  {_moment(before)} 以前已固化，此后未被改动"


def _moment(at: datetime) -> str:
    return at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def _key(text: str) -> VerifierKey:
    try:
        return parse_key(text)
    except MalformedError as error:
        raise argparse.ArgumentTypeError("不是日志公钥") from error


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="heng-verify", description="核对证据包或回执，不联网")
    parser.add_argument("file", help="证据包（zip）或回执（tlog-proof）")
    parser.add_argument("--key", type=_key, help="日志公钥；不写则用包内所附")
    parser.add_argument("--witness", type=_key, action="append", default=[], help="见证公钥，可以写几个")
    parser.add_argument("--second", type=_key, help="第二签名（国密）公钥；与 --key 都不写则用包内所附")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
