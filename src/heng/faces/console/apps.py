"""The console as a Django application."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The console 「监管工作台」."""

    name = "heng.faces.console"
    label = "console"
    verbose_name = "监管工作台"
