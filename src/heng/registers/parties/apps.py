"""The register of parties as a Django application."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Parties 「交易主体」."""

    name = "heng.registers.parties"
    label = "parties"
    verbose_name = "交易主体"
