"""The api as a Django application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api 「接口」."""

    name = "heng.faces.api"
    label = "api"
    verbose_name = "接口"
