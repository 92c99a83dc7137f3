"""`heng relay`: carry what was recorded to who listens, once or without end."""

import time

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now
from django.utils.translation import gettext as _

from heng.ledger import relay

PAUSE = 1.0  # seconds between two looks when there is nothing to tell


class Command(BaseCommand):
    """Delivers the news of the journal."""

    help = "投递留痕消息"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="投递完现有消息后结束")

    def handle(self, *, once: bool, **_options: object) -> None:
        while True:
            passage = relay.run(now=now())
            if once:
                told = {"told": passage.told, "stumbled": len(passage.stumbled)}
                self.stdout.write(_("投递 %(told)d 条，失败的接收方 %(stumbled)d 个") % told)
                return
            time.sleep(PAUSE)
