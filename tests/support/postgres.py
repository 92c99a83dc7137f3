"""A private PostgreSQL for tests: made in a temporary folder, reached by a socket in it, gone with the process."""

import atexit
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

PR_SET_PDEATHSIG = 1
SECONDS_TO_START = 60
HASTE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "autovacuum_naptime": "10s",
}


class NoPostgreSQL(RuntimeError):
    """The machine has no PostgreSQL server to start."""


def start() -> str:
    """Start a cluster that stops when this process ends; return its address for HENG_DATABASE_URL.

    Raises:
        NoPostgreSQL: the server is not installed, or did not come up.
    """
    tools = _tools()
    home = Path(tempfile.mkdtemp(prefix="heng-pg-", dir="/tmp"))  # a socket's path must stay short
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    user = _unprivileged(home)
    data = home / "data"
    subprocess.run(
        [tools / "initdb", "-D", data, "-U", "heng", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=home,
        **user,
    )
    options = [word for name, value in HASTE.items() for word in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [tools / "postgres", "-D", data, "-k", home, *options],
            stdout=log,
            stderr=log,
            cwd=home,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  -- no thread runs yet when the stage is set
            **user,
        )
    atexit.register(_stop, server)
    _wait(server, tools, home)
    return f"postgresql://heng@/postgres?host={quote(str(home))}"


def _tools() -> Path:
    """Find the newest installed server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise NoPostgreSQL("PostgreSQL 未安装：以 root 运行 make packages，或自行安装 Debian 软件包 postgresql")
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


def _unprivileged(home: Path) -> dict[str, int]:
    """The server refuses root: give the folder to user postgres and run as that user."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(home, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid}


def _die_with_parent() -> None:
    """Let the kernel stop the server when the tests are killed, so that none is left behind (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait(server: "subprocess.Popen[bytes]", tools: Path, home: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while subprocess.run([tools / "pg_isready", "-q", "-h", home], check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise NoPostgreSQL((home / "log").read_text(errors="replace"))
        time.sleep(0.05)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGQUIT)
    server.wait()
