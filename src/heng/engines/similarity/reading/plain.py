"""Plain text 「纯文本」: UTF-8, or the national encoding."""

from heng.engines.similarity.documents import Document, Page
from heng.engines.similarity.reading.refusals import UnreadableError

ENCODINGS = ("utf-8-sig", "gb18030")
CONTROLS = {chr(code) for code in range(32)} - set("\t\n\r\f")


def read(data: bytes) -> Document:
    """Read a text; a form feed turns the page.

    Raises:
        UnreadableError: `unknown`, when it is no text.
    """
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROLS & set(text):
            return Document("文本", tuple(Page(number, page) for number, page in enumerate(text.split("\f"), start=1)))
    raise UnreadableError("unknown")
