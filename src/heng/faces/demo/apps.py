"""The demo as a Django application."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo 「演示城市」."""

    name = "heng.faces.demo"
    label = "demo"
    verbose_name = "演示城市"
