"""Names of files 「文件名」: cleaned, since whoever sends one chooses it."""

import re
import unicodedata

LONGEST = 120  # characters; with the Chinese ones of three bytes each still short enough for every file system
ENDING = 12
SEPARATORS = re.compile(r"[\\/:*?\"<>|]+")
BLANKS = re.compile(r"\s+")
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, marks that turn the direction of writing, and the like
UNNAMED = "未命名文件"


def clean(name: str) -> str:
    """Return a name without folders, signs that are not seen, and what some file system does not take; cut short.

    The ending stays: `sniff` holds it to the content. An empty name becomes 「未命名文件」.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if sign.isspace() or unicodedata.category(sign) not in UNSEEN)
    tidy = BLANKS.sub(" ", SEPARATORS.sub("_", seen)).strip(" .")
    return _short(tidy) or UNNAMED


def _short(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > ENDING:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1].rstrip(' .')}.{ending}"
