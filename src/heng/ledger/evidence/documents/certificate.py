"""The certificate by which the system signs 「签名证书」: the one that is set, or in a demonstration one made once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from heng.engines.procedure import Refusal
from heng.engines.secret_files import made_once
from heng.ledger.evidence.documents.signing import Key

DEMO_NAME = "演示签名证书（不具法律效力）"
DEMO_DAYS = timedelta(days=3650)
LAW = "电子签名法 第十三条"


def key(*, at: datetime) -> Key:
    """Give the key of the settings.

    Raises:
        Refusal: `no-certificate`: none is set, and this is no demonstration.
    """
    if settings.SIGN_P12:
        return Key(_given(Path(settings.SIGN_P12)), settings.SIGN_PASSWORD, settings.TSA_URL)
    if not settings.DEMO:
        raise Refusal("no-certificate", "尚未配置签名证书，不能生成文书；请联系系统管理员", LAW)
    p12 = made_once(settings.DATA_DIR / "demo-sign.p12", lambda: _made(at))
    return Key(p12, "", settings.TSA_URL)


def _given(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError as fault:
        raise Refusal("no-certificate", "签名证书读取失败，不能生成文书；请联系系统管理员", LAW) from fault


def _made(at: datetime) -> bytes:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMO_NAME)])
    usage = dict.fromkeys(
        ["key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"], False
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before((at - timedelta(days=1)).astimezone(UTC))
        .not_valid_after((at + DEMO_DAYS).astimezone(UTC))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, encipher_only=False, decipher_only=False, **usage
            ),
            critical=True,
        )
        .sign(secret, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"heng", secret, made, None, NoEncryption())
