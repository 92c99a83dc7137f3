"""The console as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from heng.faces.frame import navigation
from heng.faces.frame.keepers import keeps_the_platform, watches_the_log
from heng.faces.frame.navigation import Item
from heng.registers.authorities.actors import is_administrator, is_staff, sees_experts, sees_files


class ConsoleConfig(AppConfig):
    """The console 「监管工作台」."""

    name = "heng.faces.console"
    label = "console"
    verbose_name = "监管工作台"

    def ready(self) -> None:
        """List the pages of the console."""
        from heng.faces.console import drawing  # noqa: PLC0415  -- models exist only now

        navigation.register(
            "console",
            Item(_("工作台"), "console:desk", "layout-dashboard", is_staff),
            Item(_("项目监管"), "console:projects", "building-bank", is_staff),
            Item(_("监管档案"), "console:files", "archive", sees_files),
            Item(_("进场关口"), "console:gate", "door-enter", is_staff),
            Item(_("进场目录"), "console:catalogue", "list-details", is_staff),
            Item(_("法定期限"), "console:periods", "hourglass", is_staff),
            Item(_("交易主体"), "console:parties", "building", is_staff),
            Item(_("市场禁入"), "console:bans", "ban", is_staff),
            Item(_("评标专家"), "console:experts", "id-badge-2", sees_experts),
            Item(_("随机抽取"), "console:draws", "list-check", is_staff, badge=drawing.waiting),
            Item(_("部门与权责清单"), "console:departments", "sitemap", is_staff),
            Item(_("人员与岗位"), "console:staff", "users", is_staff),
            Item(_("对接系统"), "console:systems", "plug-connected", is_administrator),
            Item(_("封存清单"), "console:holds", "lock", sees_files),
            Item(_("留痕"), "console:journal", "fingerprint", is_staff),
            Item(_("见证"), "console:witnesses", "shield-check", watches_the_log),
            Item(_("核验结果"), "console:verification", "clipboard-check", watches_the_log),
            Item(_("消息投递"), "console:deliveries", "send", keeps_the_platform),
            Item(_("定时任务"), "console:jobs", "clock", keeps_the_platform),
        )
