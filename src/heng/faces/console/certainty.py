"""How sure a row of dated law is 「依据的可靠程度」, in words and a tone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Certainty:
    """A tone and the words that say the same."""

    tone: str
    word: str | Promise


READ = Certainty("ok", _("已核对原文"))
SECONDARY = Certainty("info", _("据地方或二手资料"))
LIKELY = Certainty("warn", _("待核对原文"))
DOUBTFUL = Certainty("warn", _("存疑，须核对原文"))
LOCAL = Certainty("idle", _("本地默认，可调整"))
KNOWN = {"V": READ, "V*": SECONDARY, "M-high": LIKELY, "M-mid": DOUBTFUL, "M-low": DOUBTFUL, "local default": LOCAL}


def certainty(mark: str) -> Certainty:
    """Put a mark of the data files into words; an unknown mark is doubtful."""
    return KNOWN.get(mark, DOUBTFUL)
