"""Sets the stage before Django loads: a data folder of its own, no setting of the developer, one database or the other.

`HENG_TESTS_ON=postgresql` starts a private cluster; without it the tests run on a SQLite file.
Workers of pytest-xdist inherit the stage of the process that started them.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.support import postgres

KEPT = {"HENG_TESTS_ON", "HENG_DATABASE_URL"}


def set_up() -> None:
    """Fill the environment that the settings will read."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    for name in [name for name in os.environ if name.startswith("HENG_") and name not in KEPT]:
        del os.environ[name]
    data = Path(tempfile.mkdtemp(prefix="heng-tests-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    (data / "static").mkdir()
    os.environ["HENG_DATA_DIR"] = str(data)
    os.environ["HENG_SECRET_KEY"] = "a key that guards nothing, of tests only"
    os.environ["HENG_MFA_REQUIRED"] = "0"
    if os.environ.get("HENG_TESTS_ON") == "postgresql" and "HENG_DATABASE_URL" not in os.environ:
        os.environ["HENG_DATABASE_URL"] = postgres.start()


def lighten() -> None:
    """Make passwords cheap and static files plain; what these guard is proven where a test sets it back."""
    from django.conf import settings  # noqa: PLC0415  -- read only after the stage is set

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "heng.config.sqlite":  # a file, since threads and processes meet in it as they do in life
        database.setdefault("TEST", {})["NAME"] = str(settings.DATA_DIR / "tests.sqlite3")
