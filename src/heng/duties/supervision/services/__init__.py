"""What can be done in the duty of supervision 「项目监管」: files are kept, and who is late is reminded."""

from heng.duties.supervision.services.files import (
    assign,
    close,
    follow_project,
    name_awaited,
    open_file,
    reassign,
    reopen,
)
from heng.duties.supervision.services.reminders import remind

__all__ = [
    "assign",
    "close",
    "follow_project",
    "name_awaited",
    "open_file",
    "reassign",
    "remind",
    "reopen",
]
