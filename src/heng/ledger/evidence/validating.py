"""Whether the signatures in a PDF hold 「验签」, told by pyHanko; run as a process of its own: strangers made the PDF.

No certificate or list of revoked ones is fetched: a file must not make this machine call anybody.
"""

import base64
import io
import json
import logging
from dataclasses import asdict, dataclass

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from heng.engines.isolated import serve

MOST = 20  # signatures that are looked at
HARMLESS = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}


@dataclass(frozen=True, slots=True)
class Told:
    """What one signature says.

    `at` is ISO 8601, or "" when not said; `stamped`: a trusted authority vouches for it; `intact`: every byte under the
    signature is as it was signed; `covered`: nothing was added since but what may be; `trusted`: the certificate leads
    to a trusted root.
    """

    signer: str
    at: str
    stamped: bool
    intact: bool
    covered: bool
    trusted: bool


def _validate(given: bytes) -> bytes:
    logging.disable(logging.CRITICAL)
    asked = json.loads(given)
    roots = [root for text in asked["roots"] for root in _certificates(base64.b64decode(text))]
    reader = PdfFileReader(io.BytesIO(base64.b64decode(asked["pdf"])), strict=False)
    found = [_told(one, roots) for one in reader.embedded_regular_signatures[:MOST]]
    return json.dumps([asdict(one) for one in found]).encode()


def _told(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> Told:
    """Whatever a stranger's signature breaks on, it does not hold."""
    try:
        return _judged(signature, roots)
    except Exception:  # noqa: BLE001
        return Told("", "", stamped=False, intact=False, covered=False, trusted=False)


def _judged(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> Told:
    found = validate_pdf_signature(
        signature,
        ValidationContext(trust_roots=roots, allow_fetching=False),
        ValidationContext(trust_roots=roots, allow_fetching=False),  # of the timestamp
    )
    name = signature.signer_cert.subject
    at, stamped = _when(found)
    return Told(
        signer=str(name.native.get("common_name") or name.human_friendly),
        at=at,
        stamped=stamped,
        intact=bool(found.intact and found.valid),
        covered=_covers(signature, found),
        trusted=bool(found.trusted),
    )


def _covers(signature: EmbeddedPdfSignature, found: PdfSignatureStatus) -> bool:
    """Say whether all of the file is covered, but for revisions that add only what a signed file may take."""
    if found.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    is_last = signature.signed_revision + 1 == signature.reader.xrefs.total_revisions
    whole = found.coverage == SignatureCoverageLevel.ENTIRE_REVISION
    return whole and not is_last and found.modification_level in HARMLESS


def _when(found: PdfSignatureStatus) -> tuple[str, bool]:
    """Give the time of a stamp that holds, else the time that the signer claims."""
    stamp = found.timestamp_validity
    if stamp is not None and stamp.intact and stamp.valid:
        return stamp.timestamp.isoformat(), bool(stamp.trusted)
    return (found.signer_reported_dt.isoformat() if found.signer_reported_dt else ""), False


def _certificates(content: bytes) -> list[x509.Certificate]:
    if not pem.detect(content):
        return [x509.Certificate.load(content)]
    return [x509.Certificate.load(one) for kind, _, one in pem.unarmor(content, multiple=True) if kind == "CERTIFICATE"]


if __name__ == "__main__":
    serve(_validate)
