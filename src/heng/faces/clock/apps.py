"""The clock as a Django application."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """The clock 「定时」."""

    name = "heng.faces.clock"
    label = "clock"
    verbose_name = "定时"
