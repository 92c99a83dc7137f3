"""`heng witness`: witness the log of a platform, from a machine of another organisation.

Served by granian like the platform itself, with one process: it bounds slow and broken clients, which http.server does
not, and starts again a process that died.
"""

from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.keys import VerifierKey, parse_key
from heng.faces.clock.witness.answering import loaded
from heng.faces.clock.witness.keeping import key_of

THREADS = 4
HIGHEST_PORT = 65535


class Command(BaseCommand):
    """Witnesses logs until it is interrupted."""

    help = "为另一平台的公开日志作见证（供纪检监察、审计、交易中心等单位运行）"
    requires_system_checks: list[str] = []  # a witness has no database to check

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default="", help="见证方名称（如 audit.example.gov.cn/witness），首次运行时必填")
        parser.add_argument(
            "--origin", action="append", default=[], metavar="VKEY", help="被见证日志的公钥，可多次给出"
        )
        parser.add_argument("--dir", dest="folder", type=Path, default=None, help="见证目录，存放密钥和最近的检查点")
        parser.add_argument("--host", default="127.0.0.1", help="监听地址")
        parser.add_argument("--port", type=int, default=8100, help="监听端口")

    def handle(
        self,
        *,
        name: str,
        origin: list[str],
        folder: Path | None,
        host: str,
        port: int,
        **_options: object,
    ) -> None:
        folder = (folder or Path(settings.DATA_DIR) / "witness").resolve()
        keys = _keys(origin)
        if not 0 < port <= HIGHEST_PORT:
            raise CommandError(_("端口应当在 1 到 65535 之间。"))
        _check_key(folder, name)
        witness = loaded(folder, keys)
        told = {"name": witness.signer.name, "vkey": witness.vkey(), "host": host, "port": port}
        self.stdout.write(
            _("见证方：%(name)s\n公钥：%(vkey)s\n地址：http://%(host)s:%(port)d/ （按 Ctrl+C 停止）") % told
        )
        self.stdout.flush()
        _serve(folder, keys, host, port)


def _serve(folder: Path, keys: list[VerifierKey], host: str, port: int) -> None:
    server = Granian(
        "witness", address=host, port=port, interface=Interfaces.WSGI, workers=1, blocking_threads=THREADS,
        websockets=False, respawn_failed_workers=True, log_level=LogLevels.warning, workers_kill_timeout=10,
    )  # fmt: skip
    server.serve(target_loader=partial(loaded, folder, keys))


def _keys(texts: list[str]) -> list[VerifierKey]:
    try:
        keys = [parse_key(text) for text in texts]
    except MalformedError as fault:
        raise CommandError(_("--origin 给出的不是日志公钥：%(fault)s") % {"fault": fault}) from fault
    if not keys:
        raise CommandError(_("请用 --origin 给出被见证日志的公钥（平台运行 heng seal --key 可得）。"))
    return keys


def _check_key(folder: Path, name: str) -> None:
    try:
        key_of(folder, name)
    except MalformedError as fault:
        raise CommandError(
            _("请用 --name 给出不含空格和加号的见证方名称；目录中已有密钥的，检查其是否完好。")
        ) from fault
    except ValueError as fault:
        raise CommandError(_("该目录的密钥属于“%(name)s”，请换用其他目录。") % {"name": fault}) from fault
