"""The ledger as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    """The ledger 「账」."""

    name = "heng.ledger"
    label = "ledger"
    verbose_name = "账"

    def ready(self) -> None:
        """Learn every kind of news and every listener: the modules `events` and `handlers` of all rooms."""
        autodiscover_modules(
            "events",
            "handlers",
            "draws.events",
            "evidence.events",
            "evidence.recordings.events",
            "transparency.verifying.events",
        )
