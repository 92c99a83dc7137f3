"""The register of trading as a Django application."""

from django.apps import AppConfig


class TradingConfig(AppConfig):
    """Trading 「交易」."""

    name = "heng.registers.trading"
    label = "trading"
    verbose_name = "交易"
