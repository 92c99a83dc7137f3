"""The portal as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from heng.faces.frame import navigation
from heng.faces.frame.navigation import Item
from heng.registers.authorities.actors import represents


class PortalConfig(AppConfig):
    """The portal 「公众门户」."""

    name = "heng.faces.portal"
    label = "portal"
    verbose_name = "公众门户"

    def ready(self) -> None:
        """List the pages of the portal."""
        navigation.register(
            "portal",
            Item(_("首页"), "portal:home", "home"),
            Item(_("交易项目"), "portal:projects", "list-details"),
            Item(_("交易主体"), "portal:parties", "building"),
            Item(_("市场禁入"), "portal:bans", "ban"),
            Item(_("监督部门"), "portal:departments", "building-bank"),
            Item(_("进场目录"), "portal:catalogue", "list-details"),
            Item(_("统计公开"), "portal:figures", "chart-bar"),
            Item(_("随机抽取"), "portal:draw_list", "list-check"),
            Item(_("验证"), "portal:verify", "fingerprint"),
            Item(_("每日根值"), "portal:bulletin", "fingerprint"),
            Item(_("业主办事"), "portal:mine", "briefcase", represents),
        )
