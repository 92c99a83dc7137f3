"""`heng relay`: carry what was recorded to who listens, once or without end."""

import gc
import logging
import signal
import threading
from types import FrameType

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils.timezone import now
from django.utils.translation import gettext as _
from tqdm import tqdm

from heng.ledger import relay
from heng.ledger.relay import Passage

PAUSE = 0.5  # seconds between two looks when there is nothing to tell
LONG_PAUSE = 5.0  # … and when the database does not answer

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Delivers the news of the journal."""

    help = "投递留痕消息"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="投递完现有消息后结束")

    def handle(self, *, once: bool, **_options: object) -> None:
        if once:
            self._report(_once())
        else:
            _for_ever()

    def _report(self, passage: Passage) -> None:
        told = {"sequenced": passage.sequenced, "told": passage.told}
        self.stdout.write(_("排序 %(sequenced)d 条，投递 %(told)d 条") % told)
        for listener in passage.stumbled:
            self.stderr.write(
                _("接收方 %(listener)s 投递失败，稍后自动重试，详见“失败投递”页") % {"listener": listener}
            )


def _once() -> Passage:
    """Pass until nothing is left, with a bar on a terminal."""
    total = Passage()
    with tqdm(unit="条", disable=None) as bar:
        while True:
            passage = relay.step(now=now())
            total += passage
            bar.update(passage.told)
            if not passage.sequenced and not passage.told:
                return total


def _for_ever() -> None:
    """Pass until told to stop; a database that does not answer is asked again after a while."""
    stop = threading.Event()

    def stop_soon(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop_soon)
    gc.collect()
    gc.freeze()  # what is loaded stays; to look through it again halts the relay, with the write lock in its hand
    while not stop.is_set():
        try:
            close_old_connections()
            passage = relay.step(now=now())
        except (OperationalError, InterfaceError):
            logger.exception("the relay cannot reach the database")
            connection.close()
            stop.wait(LONG_PAUSE)
            continue
        if not passage.sequenced and not passage.told:
            stop.wait(PAUSE)
