"""What counts of a text 「正文字符」: its letters, digits and ideographs, each with its place.

Whoever copies changes blanks, punctuation, width and case first; none of them is compared.
"""

import unicodedata

import numpy as np

from heng.engines.similarity.passages.arrays import Codes, Places

PLANE = 0x10000  # letters beyond the basic plane are rare ideographs; they count as they are


def _counted(code: int) -> int:
    """Return the code that stands for a character, 0 where it does not count."""
    folded = unicodedata.normalize("NFKC", chr(code)).casefold()
    plain = folded if len(folded) == 1 else chr(code)
    return ord(plain) if unicodedata.category(plain)[0] in "LN" else 0


COUNTED: Codes = np.fromiter((_counted(code) for code in range(PLANE)), np.uint32, PLANE)


def letters(text: str) -> Codes:
    """Return the codes of what counts in a text, in order."""
    codes = _codes(text)
    return codes[codes > 0]


def places(text: str) -> Places:
    """Say for each letter of `letters(text)` which character of the text it is."""
    return np.flatnonzero(_codes(text))


def _codes(text: str) -> Codes:
    codes: Codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    if codes.size and codes.max() >= PLANE:
        return np.where(codes < PLANE, COUNTED[np.minimum(codes, PLANE - 1)], codes)
    return COUNTED[codes]
