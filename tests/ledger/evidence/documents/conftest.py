"""A demonstration that may sign, and a letter about the road."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from heng.ledger.evidence.documents import certificate
from heng.ledger.evidence.documents.draft import Draft
from tests.ledger.evidence.conftest import ROAD
from tests.ledger.stories import WANG_FANG

NOW = datetime.now(UTC)  # pyHanko reads the clock itself when it signs
LETTER = Draft(
    issuer="演示市住房和城乡建设局",
    mark="演住建监",
    title="关于移交演示市城区道路提升改造工程监督事项的函",
    addressee="演示市交通运输局",
    body="现将该项目监督事项移交你单位。\n原办理期限不因移交延长。",
    copies="演示市公共资源交易中心",
)
MATTER = {"matter": "YJ000001", "kind": "handover", "about": ROAD, "by": WANG_FANG, "at": NOW}


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """A folder of its own for files and for the demonstration's certificate."""
    settings.MEDIA_ROOT, settings.DATA_DIR, settings.DEMO = str(tmp_path / "files"), tmp_path, True
    return tmp_path


@pytest.fixture
def root(shelf) -> bytes:
    """The certificate of the demonstration."""
    return pkcs12.load_pkcs12(certificate.key(at=NOW).p12, None).cert.certificate.public_bytes(Encoding.DER)
