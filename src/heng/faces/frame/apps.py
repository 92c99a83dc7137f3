"""The frame as a Django application."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    """The frame 「门框」."""

    name = "heng.faces.frame"
    label = "frame"
    verbose_name = "门框"
