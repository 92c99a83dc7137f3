"""`heng serve`: the web server, the relay and the background workers, in one process tree."""

import socket
import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import now
from django.utils.translation import gettext as _

from heng.faces.clock import static_files
from heng.faces.clock.crew import Crew, Hand
from heng.faces.clock.schedules import ensure_schedules

HIGHEST_PORT = 65535
THREADS = 4  # of each web worker
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  -- where to knock when every address is open


class Command(BaseCommand):
    """Serves the platform until it is interrupted."""

    help = "启动平台：网页服务、消息投递和后台任务"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听地址")
        parser.add_argument("--port", type=int, default=8000, help="监听端口")
        parser.add_argument("--workers", type=int, default=2, help="网页服务进程数")

    def handle(self, *, host: str, port: int, workers: int, **_options: object) -> None:
        _check_address(host, port, workers)
        _check_tables()
        if static_files.gather():
            self._say(_("静态文件已更新"))
        ensure_schedules(now=now())
        connection.close()
        self._say(_("正在启动……"))
        ready = _("平台已就绪：%(address)s （按 Ctrl+C 停止）") % {"address": _address(host, port)}
        crew = Crew(_hands(host, port, workers), say=self._warn)
        crew.work(is_ready=lambda: _answers(host, port), when_ready=lambda: self._say(ready))
        self._say(_("平台已停止"))

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def _warn(self, words: str) -> None:
        self.stderr.write(words)


def _hands(host: str, port: int, workers: int) -> list[Hand]:
    return [
        Hand(_("网页服务"), _web(host, port, workers)),
        Hand(_("消息投递"), _command("relay")),
        Hand(_("后台任务"), _command("qcluster")),
    ]


def _web(host: str, port: int, workers: int) -> list[str]:
    """Serve WSGI with threads: Django is synchronous here."""
    size = ["--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws", "--respawn-failed-workers"]
    where = ["--host", host, "--port", str(port), "--log-level", "warning", "--workers-kill-timeout", "10"]
    return [sys.executable, "-m", "granian", "--interface", "wsgi", *where, *size, "heng.config.wsgi:application"]


def _command(name: str) -> list[str]:
    return [sys.executable, "-m", "heng.config.main", name]


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _check_address(host: str, port: int, workers: int) -> None:
    if not 0 < port <= HIGHEST_PORT:
        raise CommandError(_("端口应当在 1 到 65535 之间。"))
    if workers < 1:
        raise CommandError(_("网页服务进程数至少为 1。"))
    try:
        family, kind, _proto, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(place)
    except OSError as fault:
        said = {"address": _address(host, port), "fault": fault.strerror or fault}
        refusal = _("无法在 %(address)s 提供服务（%(fault)s），请用 --port 或 --host 换一个。") % said
        raise CommandError(refusal) from fault


def _check_tables() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(_("数据库表结构不是最新的，请先运行 heng migrate。"))


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((ANYWHERE.get(host, host), port), timeout=1):
            return True
    except OSError:
        return False
