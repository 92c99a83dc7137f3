"""Read the HENG_… variables 「环境变量」 and refuse what cannot be meant."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from heng.engines.secret_files import made_once
from heng.engines.tlog.algorithms import COSIGNATURE
from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.keys import VerifierKey, parse_key

_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """Return a variable as it stands, or the default when it is unset or empty."""
    return os.environ.get(name) or default


def flag(name: str, *, default: bool) -> bool:
    """Return a yes-or-no variable.

    Raises:
        ImproperlyConfigured: the value is neither.
    """
    value = text(name).lower()
    if not value:
        return default
    if value not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} 只能是 1 或 0，现为“{value}”")
    return value in _YES


def number(name: str, default: int) -> int:
    """Return a whole number.

    Raises:
        ImproperlyConfigured: the value is not a whole number.
    """
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} 只能是整数，现为“{value}”")
    return int(value)


def words(name: str, default: str) -> list[str]:
    """Return a comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(given: str, kept: Path, size: int = 48) -> str:
    """Return what was given, or random bytes made once and kept in a file that only its owner reads (base64url)."""
    if given:
        return given
    return made_once(kept, lambda: secrets.token_urlsafe(size).encode()).decode()


def database(data_dir: Path) -> dict[str, object]:
    """Return the database of HENG_DATABASE_URL (`postgresql://…`), or SQLite in the data folder.

    Raises:
        ImproperlyConfigured: the address is of another kind of database.
    """
    address = text("HENG_DATABASE_URL")
    if not address:
        return _sqlite(data_dir / "heng.sqlite3")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured("HENG_DATABASE_URL 只支持 postgresql:// 或 sqlite:// 开头的地址")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parse_qs(parts.query).get("host", [unquote(parts.hostname or "")])[0],  # ?host= names a socket folder
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def evidence() -> dict[str, object]:
    """Return where files are kept: the bucket of HENG_S3_BUCKET, or the folder `files` of the data folder.

    Raises:
        ImproperlyConfigured: HENG_S3_LOCK is no mode of S3 Object Lock.
    """
    bucket, lock = text("HENG_S3_BUCKET"), text("HENG_S3_LOCK").upper()
    if not bucket:
        return {"BACKEND": "heng.ledger.evidence.disk.DiskStore"}
    if lock not in {"", "GOVERNANCE", "COMPLIANCE"}:
        raise ImproperlyConfigured(f"HENG_S3_LOCK 只能是 GOVERNANCE 或 COMPLIANCE，现为“{lock}”")
    options = {
        "bucket_name": bucket,
        "endpoint_url": text("HENG_S3_ENDPOINT") or None,
        "region_name": text("HENG_S3_REGION") or None,
        "access_key": text("HENG_S3_KEY") or None,
        "secret_key": text("HENG_S3_SECRET") or None,
        "lock_mode": lock,
    }
    return {"BACKEND": "heng.ledger.evidence.s3.S3Store", "OPTIONS": options}


def scanner() -> str:
    """Return where the daemon that scans files listens: `host:port`, or the path of a socket.

    Raises:
        ImproperlyConfigured: it is neither.
    """
    address = text("HENG_FILES_SCANNER")
    if address and not address.startswith("/") and not address.rpartition(":")[2].isdecimal():
        raise ImproperlyConfigured(f"HENG_FILES_SCANNER 只能是 主机:端口 或套接字路径，现为“{address}”")
    return address


def witnesses() -> dict[VerifierKey, str]:
    """Return who witnesses the log: addresses by key, from HENG_WITNESSES (`key=address`, separated by spaces).

    Raises:
        ImproperlyConfigured: not keys of witnesses with their http(s) addresses, or two of one name.
    """
    found: dict[VerifierKey, str] = {}
    for word in text("HENG_WITNESSES").split():
        key, equals, address = word.partition("=http")  # a key may end in equals signs itself
        try:
            witness = parse_key(key)
        except MalformedError as fault:
            raise ImproperlyConfigured(f"HENG_WITNESSES 应为“公钥=地址”，现有“{word}”") from fault
        if not equals or witness.algorithm is not COSIGNATURE or any(witness.name == each.name for each in found):
            raise ImproperlyConfigured(f"HENG_WITNESSES 中“{witness.name}”不是见证方公钥、重复或没有地址")
        found[witness] = f"http{address}"
    return found


def _sqlite(path: Path) -> dict[str, object]:
    """WAL and IMMEDIATE: a writer waits its turn instead of failing in the middle."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "heng.config.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
