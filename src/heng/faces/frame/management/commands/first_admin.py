"""`heng first-admin` 「首任系统管理员」: name who administers a new installation."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from heng.engines.procedure import Refusal
from heng.faces.frame.names import check_username
from heng.registers.authorities.services import founding


class Command(BaseCommand):
    """Opens the account of the first administrator and prints its password this once."""

    help = "设立首任系统管理员：登记机构和权责清单，开立账号，显示一次性密码（只显示这一次）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="用户名：小写字母、数字、点、短横线，3 至 60 位")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument("--region", default=settings.HOME_REGION, help="行政区划代码，默认取自 HENG_REGION")

    def handle(self, *, username: str, name: str, region: str, **_options: Any) -> None:
        try:
            check_username(username)
            if not name.strip():
                raise CommandError(_("请用 --name 写明姓名"))
            account, password = founding.first_administrator(username, name=name.strip(), region=region, on=localdate())
        except Refusal as refusal:
            raise CommandError(refusal.reason) from refusal
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from error
        self._tell(account.username, password)

    def _tell(self, username: str, password: str) -> None:
        factor = _("随后须启用两步验证") if settings.MFA_REQUIRED else _("本机已设置为不要求两步验证，正式运行前请改回")
        told = {"username": username, "password": password, "factor": factor}
        self.stdout.write(
            _(
                "已开立系统管理员账号 %(username)s。\n一次性密码：%(password)s\n"
                "密码只显示这一次，首次登录时须修改；%(factor)s。"
            )
            % told
        )
