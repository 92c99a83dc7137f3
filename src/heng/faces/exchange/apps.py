"""The exchange as a Django application."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange 「数据交换」."""

    name = "heng.faces.exchange"
    label = "exchange"
    verbose_name = "数据交换"
