"""The exchange as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from heng.faces.frame import navigation
from heng.faces.frame.navigation import Item


class ExchangeConfig(AppConfig):
    """The exchange 「数据交换」."""

    name = "heng.faces.exchange"
    label = "exchange"
    verbose_name = "数据交换"

    def ready(self) -> None:
        """List the inbox among the pages of the console."""
        from heng.faces.exchange.byhand import may_look  # noqa: PLC0415  -- tables can be named only now

        navigation.register("console", Item(_("数据收件"), "inbox:items", "inbox", may_look))
