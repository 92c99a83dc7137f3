"""The secrets of the log 「日志密钥」: by which it signs, and from which its salts come."""

from base64 import urlsafe_b64decode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from heng.engines.tlog.signing import Ed25519Signer
from heng.ledger.transparency.errors import LogBrokenError


def signer() -> Ed25519Signer:
    """Give who signs checkpoints, under the origin of the log.

    Raises:
        LogBrokenError: HENG_LOG_KEY is no key.
    """
    try:
        private = Ed25519PrivateKey.from_private_bytes(urlsafe_b64decode(settings.LOG_KEY + "="))
    except ValueError as fault:
        raise LogBrokenError("HENG_LOG_KEY is not 32 bytes in base64url") from fault
    return Ed25519Signer(settings.LOG_ORIGIN, private)


def salt_secret() -> bytes:
    """Give the secret from which the salts of leaves come."""
    return str(settings.LOG_SALT).encode()
