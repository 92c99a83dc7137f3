"""Whom we trust to sign 「受信任的根证书」: the certificates that the operator has put into one folder."""

from pathlib import Path

from django.conf import settings


def trusted() -> list[bytes]:
    """Read the certificates in HENG_TRUST_ROOTS, each DER or PEM; none when it is unset."""
    folder = settings.TRUST_ROOTS
    return [path.read_bytes() for path in sorted(Path(folder).iterdir()) if path.is_file()] if folder else []
