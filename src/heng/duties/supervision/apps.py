"""The duty of supervision as a Django application."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Supervision 「项目监管」."""

    name = "heng.duties.supervision"
    label = "supervision"
    verbose_name = "项目监管"
