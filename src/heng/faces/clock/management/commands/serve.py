"""`heng serve`: the web server and the relay, in one process tree."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from heng.faces.clock.crew import Crew, Hand

HIGHEST_PORT = 65535


class Command(BaseCommand):
    """Serves the platform until it is interrupted."""

    help = "启动平台：网页服务和消息投递"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听地址")
        parser.add_argument("--port", type=int, default=8000, help="监听端口")
        parser.add_argument("--workers", type=int, default=1, help="网页服务进程数")

    def handle(self, *, host: str, port: int, workers: int, **_options: object) -> None:
        if not 0 < port <= HIGHEST_PORT:
            raise CommandError(_("端口应当在 1 到 65535 之间。"))
        _check_tables()
        connection.close()
        self.stdout.write(_("平台地址：http://%(host)s:%(port)s （按 Ctrl+C 停止）") % {"host": host, "port": port})
        self.stdout.flush()
        Crew(
            [Hand("web", _web(host, port, workers)), Hand("relay", [sys.executable, "-m", "heng.config.main", "relay"])]
        ).work()


def _web(host: str, port: int, workers: int) -> list[str]:
    """Serve WSGI with threads: Django is synchronous here."""
    address = ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"]
    return [sys.executable, "-m", "granian", "--interface", "wsgi", *address, "heng.config.wsgi:application"]


def _check_tables() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(_("数据库表结构不是最新的，请先运行 heng migrate。"))
