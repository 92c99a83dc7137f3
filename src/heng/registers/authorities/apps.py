"""The register of authorities as a Django application."""

from django.apps import AppConfig


class AuthoritiesConfig(AppConfig):
    """Authorities 「行政监督部门」."""

    name = "heng.registers.authorities"
    label = "authorities"
    verbose_name = "行政监督部门"
