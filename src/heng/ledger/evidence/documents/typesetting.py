"""Typesetting 「排版」 by typst, into PDF/A-2b (ISO 19005-2), in a process of its own.

Large tables take memory, which goes with the process. Every value is text to the template: nothing in it is markup.
FangSong comes first in the template, so that a licensed font of the server wins over the packaged one.
"""

import json
from datetime import UTC, datetime, time
from importlib.resources import as_file, files
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from heng.engines.isolated import run, serve

SECONDS, MEGABYTES = 60, 3072


def typeset(content: dict[str, object]) -> bytes:
    """Return the document as PDF/A-2b.

    Raises:
        Failed: a character that no font has, or more than the bounds allow.
    """
    return run(__name__, json.dumps(content).encode(), seconds=SECONDS, megabytes=MEGABYTES)


def _typeset(given: bytes) -> bytes:
    with as_file(files("heng.ledger.evidence.documents").joinpath("red_header.typ")) as template:
        return compiled(template, given)


def compiled(template: Path, given: bytes) -> bytes:
    """Fill the template; the time in the file is noon of its day in China, so that twice gives the same bytes."""
    day = datetime.fromisoformat(json.loads(given)["day"]).date()
    return typst.compile(
        template,
        font_paths=[pylopdf_fonts_zh_cn.serif_path().parent],
        root=template.parent,
        sys_inputs={"content": given.decode()},
        pdf_standards="a-2b",
        timestamp=datetime.combine(day, time(4), tzinfo=UTC),
        format="pdf",
    )


if __name__ == "__main__":
    serve(_typeset)
