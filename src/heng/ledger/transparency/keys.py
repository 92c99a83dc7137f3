"""The secrets of the log 「日志密钥」: by which it signs, and from which its salts come."""

from base64 import urlsafe_b64decode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.module_loading import import_string

from heng.engines.tlog.signing import Ed25519Signer, Signer
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


def signers() -> tuple[Signer, ...]:
    """Give all who sign: that one, and whoever HENG_LOG_SECOND_SIGNER names 「第二签名」.

    It names a callable that returns a `Signer`, as one that lets an HSM sign with SM2. What it raises stops the sealing
    before the checkpoint exists: none is ever published with a signature less.

    Raises:
        LogBrokenError: HENG_LOG_KEY is no key, or nothing is found under the other name.
    """
    path: str = settings.LOG_SECOND_SIGNER
    if not path:
        return (signer(),)
    try:
        second: Signer = import_string(path)()
    except ImportError as fault:
        raise LogBrokenError(f"HENG_LOG_SECOND_SIGNER names nothing that is here: {path}") from fault
    return signer(), second


def salt_secret() -> bytes:
    """Give the secret from which the salts of leaves come."""
    return str(settings.LOG_SALT).encode()
