"""What may be read of supervision files and reminders 「查阅」; the reader comes first."""

from heng.duties.supervision.selectors.files import file_of, files, files_of_mine, open_steps
from heng.duties.supervision.selectors.limits import Limit, open_limits
from heng.duties.supervision.selectors.reminders import reminders

__all__ = ["Limit", "file_of", "files", "files_of_mine", "open_limits", "open_steps", "reminders"]
