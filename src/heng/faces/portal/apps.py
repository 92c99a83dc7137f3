"""The portal as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal 「公众门户」."""

    name = "heng.faces.portal"
    label = "portal"
    verbose_name = "公众门户"
