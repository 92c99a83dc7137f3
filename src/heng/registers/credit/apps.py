"""The register of credit as a Django application."""

from django.apps import AppConfig


class CreditConfig(AppConfig):
    """Credit 「信用」."""

    name = "heng.registers.credit"
    label = "credit"
    verbose_name = "信用"
