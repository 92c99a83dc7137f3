"""The frame as a Django application."""

from django.apps import AppConfig

from heng.faces.frame.plainly import speak_plainly


class FrameConfig(AppConfig):
    """The frame 「门框」."""

    name = "heng.faces.frame"
    label = "frame"
    verbose_name = "门框"

    def ready(self) -> None:
        """Let every form speak as the office does."""
        speak_plainly()
