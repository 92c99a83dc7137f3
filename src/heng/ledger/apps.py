"""The ledger as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger 「账」."""

    name = "heng.ledger"
    label = "ledger"
    verbose_name = "账"
