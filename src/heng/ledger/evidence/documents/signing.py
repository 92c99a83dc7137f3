"""Signing a PDF 「电子签名」 as PAdES (ETSI EN 319 142-1): B-T with a timestamp where an authority is set, else B-B.

Run as a process of its own: it alone holds the opened key, and it ends with the document.
"""

import base64
import io
import json
from dataclasses import dataclass

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper

from heng.engines.isolated import run, serve

SECONDS, MEGABYTES = 60, 2048
TSA_SECONDS = 20
FIELD = "Signature"


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its certificate as PKCS #12, its password, and the address of an authority of RFC 3161, or none."""

    p12: bytes
    password: str
    tsa: str = ""


def sign(pdf: bytes, key: Key, *, reason: str) -> bytes:
    """Return the PDF with a signature over all of it.

    Raises:
        Failed: the key does not open, or the timestamp authority does not answer.
    """
    asked = {"p12": _packed(key.p12), "password": key.password, "tsa": key.tsa, "reason": reason, "pdf": _packed(pdf)}
    return run(__name__, json.dumps(asked).encode(), seconds=SECONDS, megabytes=MEGABYTES)


def _sign(given: bytes) -> bytes:
    asked = json.loads(given)
    key = io.BytesIO(base64.b64decode(asked["p12"]))
    signer = SimpleSigner.load_pkcs12_data(key.read(), other_certs=[], passphrase=asked["password"].encode() or None)
    meta = PdfSignatureMetadata(
        field_name=FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", reason=asked["reason"]
    )
    stamper = HTTPTimeStamper(asked["tsa"], timeout=TSA_SECONDS) if asked["tsa"] else None
    pdf = IncrementalPdfFileWriter(io.BytesIO(base64.b64decode(asked["pdf"])))
    return bytes(PdfSigner(meta, signer, timestamper=stamper).sign_pdf(pdf).getvalue())


def _packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


if __name__ == "__main__":
    serve(_sign)
