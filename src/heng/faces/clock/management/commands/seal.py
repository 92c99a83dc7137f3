"""`heng seal`: seal what was recorded into the public log, and say up to where."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now
from django.utils.translation import gettext as _

from heng.ledger.transparency import selectors, services
from heng.ledger.transparency.errors import LogBrokenError


class Command(BaseCommand):
    """Seals entries that have their turn."""

    help = "把已排序的留痕固化到公开日志"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--key", action="store_true", help="只显示验证公开日志所用的公钥")

    def handle(self, *, key: bool, **_options: object) -> None:
        try:
            self.stdout.write("\n".join(map(str, selectors.vkeys())) if key else _sealed())
        except LogBrokenError as fault:
            raise CommandError(_("公开日志无法继续，未签署任何内容：%(fault)s") % {"fault": fault}) from fault


def _sealed() -> str:
    told = {"count": services.seal(at=now()), "size": selectors.sealed_size()}
    return _("本次固化 %(count)d 条，公开日志共 %(size)d 条") % told
