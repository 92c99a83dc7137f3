"""An authority of time (RFC 3161) by OpenSSL on this machine, with a root of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

CONFIG = """
[tsa]
serial = {0}/serial
signer_cert = {0}/tsa.pem
signer_key = {0}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
ordering = no
tsa_name = no
"""
ROOT = "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=Root -keyout root.key -out roots/root.pem"
LEAF = "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=TSA -keyout tsa.key -out tsa.pem"
SIGNED = "-CA roots/root.pem -CAkey root.key"
REPLY = "ts -reply -config tsa.cnf -section tsa -queryfile asked"
USAGE = ["-addext", "extendedKeyUsage=critical,timeStamping", "-addext", "basicConstraints=critical,CA:false"]


@contextmanager
def timestamps(folder: Path) -> Iterator[tuple[str, Path]]:
    """Serve on loopback; give the address, and the folder in which the root certificate lies."""
    (folder / "roots").mkdir(parents=True)
    (folder / "tsa.cnf").write_text(CONFIG.format(folder))
    (folder / "serial").write_text("01")
    _openssl(folder, *ROOT.split())
    _openssl(folder, *LEAF.split(), *SIGNED.split(), *USAGE)

    class Stamp(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "asked").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            told = _openssl(folder, *REPLY.split())
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Stamp)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", folder / "roots"
    server.shutdown()
    server.server_close()


def _openssl(folder: Path, *words: str) -> bytes:
    return subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True).stdout
