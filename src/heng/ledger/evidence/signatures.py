"""The signatures in kept PDFs 「电子签名」: who signed, when, whether it is intact, whether the certificate is trusted.

The answer is kept in the cache by content and roots, since neither changes; what cannot be told is a sentence too.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from heng.engines.isolated import Failed, run
from heng.ledger.evidence.models import File
from heng.ledger.evidence.store import store
from heng.ledger.roots import trusted

WORKER = "heng.ledger.evidence.validating"
SECONDS, MEGABYTES = 20, 1024
LARGEST = 64 * 1024**2  # bytes of a PDF that is looked into
KEPT = 3600  # seconds; a certificate runs out meanwhile at most by so much

NONE = "没有电子签名"
UNREADABLE = "文件损坏或者结构异常，无法验证电子签名"
TOO_LARGE = "文件过大，未在线验证电子签名，请下载后用专用软件验证"
GONE = "存放的文件已经缺失，无法验证电子签名"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature, and in plain words what it proves. `at` is a claim of the signer unless `stamped`."""

    signer: str
    at: datetime | None
    stamped: bool
    intact: bool
    covered: bool
    trusted: bool

    @property
    def holds(self) -> bool:
        """Whether all of the file is as it was signed."""
        return self.intact and self.covered

    @property
    def integrity(self) -> str:
        """Say whether the file is as it was signed."""
        if not self.intact:
            return "签名后文件内容被改动，或者签名本身无效"
        return "签名后文件内容没有改动" if self.covered else "签名后文件又增加了内容"

    @property
    def trust(self) -> str:
        """Say whether the signer is known."""
        return "证书可以追溯到受信任的根证书" if self.trusted else "证书不在本系统信任名单内，不能据此确认签名人身份"

    @property
    def timing(self) -> str:
        """Say who vouches for the time."""
        return "可信时间戳" if self.stamped else "签名人自报时间，没有可信时间戳"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a file: signatures, or the sentence that says why there is none to show."""

    signatures: tuple[Signature, ...] = ()
    sentence: str = ""


def signed(file: File) -> Report:
    """Check the signatures of a kept file 「验签」; a file that is no PDF, or was deleted, has none to show."""
    if file.kind != "pdf" or file.deleted_on is not None:
        return Report()
    if file.content.size > LARGEST:
        return Report(sentence=TOO_LARGE)
    roots = trusted()
    digest = hashlib.sha256(b"".join([file.content_id.encode(), *roots])).hexdigest()
    found: Report | None = cache.get(f"signed-{digest}")
    if found is None:
        found = _checked(file, roots)
        cache.set(f"signed-{digest}", found, KEPT)
    return found


def check(pdf: bytes, roots: list[bytes]) -> Report:
    """Check the signatures in a PDF against certificates that are trusted, each DER or PEM."""
    asked = {"pdf": base64.b64encode(pdf).decode(), "roots": [base64.b64encode(root).decode() for root in roots]}
    try:
        told = json.loads(run(WORKER, json.dumps(asked).encode(), seconds=SECONDS, megabytes=MEGABYTES))
    except Failed:
        return Report(sentence=UNREADABLE)
    signatures = tuple(_signature(one) for one in told)
    return Report(signatures, "" if signatures else NONE)


def _checked(file: File, roots: list[bytes]) -> Report:
    try:
        pdf = b"".join(store().read(file.content.key, 0, file.content.size))
    except FileNotFoundError:
        return Report(sentence=GONE)
    return check(pdf, roots)


def _signature(told: dict[str, object]) -> Signature:
    return Signature(
        signer=str(told["signer"]),
        at=datetime.fromisoformat(str(told["at"])) if told["at"] else None,
        stamped=bool(told["stamped"]),
        intact=bool(told["intact"]),
        covered=bool(told["covered"]),
        trusted=bool(told["trusted"]),
    )
