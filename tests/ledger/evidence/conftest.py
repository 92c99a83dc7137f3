"""A store of its own for each test, and files of every kind that people send."""

import io
import zipfile
from datetime import date

import pytest

from heng.ledger.evidence import keeping
from heng.ledger.evidence.models import File
from tests.ledger.stories import WANG_FANG

MONDAY = date(2026, 3, 2)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" + b"x" * 4000
ROAD = "TP000001"


def zipped(*names: str, content: bytes = b"x") -> bytes:
    """A zip that holds files of these names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return made.getvalue()


def kept(content: bytes = PDF, name: str = "招标文件.pdf", **facts: object) -> File:
    """What Wang Fang keeps about the road on Monday."""
    known = {"about": ROAD, "by": WANG_FANG, "on": MONDAY, "source": "centre", "kind": "PROC"} | facts
    return keeping.keep(io.BytesIO(content), name=name, **known)


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """An empty folder where the store keeps its contents."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"
