"""Timestamps 「可信时间戳」 as RFC 3161 has them: asked for over SHA-512 of the signed checkpoint, and verified."""

from collections.abc import Sequence
from datetime import UTC, datetime

from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
from rfc3161_client import (
    TimeStampRequest,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

PEM = b"-----BEGIN CERTIFICATE-----"


class StampError(ValueError):
    """An answer that is no timestamp, not over what was asked, or by nobody who is trusted."""


def request(message: bytes) -> TimeStampRequest:
    """Write what an authority is asked, with a nonce."""
    return TimestampRequestBuilder().data(message).build()


def check(response: bytes, message: bytes, roots: Sequence[bytes], asked: TimeStampRequest | None = None) -> datetime:
    """Refuse a timestamp that does not hold; return when the message was stamped.

    `roots` are trusted certificates, PEM or DER. Right after asking, `asked` ties the answer to its request.

    Raises:
        StampError: it does not hold.
    """
    try:
        told = decode_timestamp_response(response)
        builder = VerifierBuilder.from_request(asked) if asked else VerifierBuilder()
        for root in certificates(roots):
            builder = builder.add_root_certificate(root)
        builder.build().verify_message(told, message)
    except (ValueError, VerificationError) as fault:
        raise StampError(f"the timestamp does not hold: {fault}") from fault
    return told.tst_info.gen_time.astimezone(UTC)


def certificates(roots: Sequence[bytes]) -> list[Certificate]:
    """Read trusted certificates, each once.

    Raises:
        ValueError: one is neither PEM nor DER.
    """
    found = (load_pem_x509_certificates(root) if PEM in root else [load_der_x509_certificate(root)] for root in roots)
    return list(dict.fromkeys(one for each in found for one in each))
