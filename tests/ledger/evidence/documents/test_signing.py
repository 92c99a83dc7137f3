"""The key signs, with the time of an authority where one is set; a demonstration makes its certificate once."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from heng.ledger.evidence import signatures
from heng.ledger.evidence.documents import certificate
from heng.ledger.evidence.documents.signing import Key, sign
from heng.ledger.evidence.documents.typesetting import typeset
from heng.ledger.evidence.isolated import Failed
from tests.ledger.evidence.documents.conftest import LETTER, NOW

CONFIG = """
[tsa]
serial = {0}/serial
signer_cert = {0}/tsa.pem
signer_key = {0}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
ordering = no
tsa_name = no
"""


@pytest.fixture
def letter() -> bytes:
    return typeset(LETTER.content("演住建监〔2026〕1号", NOW.date()))


@pytest.fixture
def authority(tmp_path):
    """A timestamp authority by OpenSSL on this machine: its address, and its certificate."""
    (tmp_path / "tsa.cnf").write_text(CONFIG.format(tmp_path))
    (tmp_path / "serial").write_text("01")
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=TSA -keyout tsa.key -out tsa.pem"
    usage = ["-addext", "extendedKeyUsage=critical,timeStamping", "-addext", "basicConstraints=critical,CA:false"]
    subprocess.run([*made.split(), *usage], cwd=tmp_path, check=True, capture_output=True)

    class Stamp(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (tmp_path / "asked").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            reply = "openssl ts -reply -config tsa.cnf -section tsa -queryfile asked"
            told = subprocess.run(reply.split(), cwd=tmp_path, check=True, capture_output=True).stdout
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Stamp)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", (tmp_path / "tsa.pem").read_bytes()
    server.shutdown()
    server.server_close()


def test_the_time_of_an_authority_stands_in_the_signature(letter, root, authority):
    url, anchor = authority
    signed = sign(letter, Key(certificate.key(at=NOW).p12, "", url), reason="测试")
    (signature,) = signatures.check(signed, [root, anchor]).signatures
    assert (signature.holds, signature.stamped, signature.timing) == (True, True, "可信时间戳")
    (stranger,) = signatures.check(signed, [root]).signatures
    assert (stranger.holds, stranger.stamped) == (True, False)


def test_an_authority_that_is_silent_fails_the_signing(letter):
    with pytest.raises(Failed):
        sign(letter, Key(certificate.key(at=NOW).p12, "", "http://127.0.0.1:9/"), reason="测试")


def test_a_wrong_password_fails_the_signing(letter):
    with pytest.raises(Failed):
        sign(letter, Key(certificate.key(at=NOW).p12, "wrong", ""), reason="测试")


def test_the_certificate_of_a_demonstration_is_made_once_for_its_owner_only(shelf):
    with ThreadPoolExecutor(4) as pool:
        keys = {key.p12 for key in pool.map(lambda _: certificate.key(at=NOW), range(8))}
    assert len(keys) == 1
    assert (shelf / "demo-sign.p12").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in shelf.iterdir() if path.is_file()] == ["demo-sign.p12"]


def test_the_same_content_is_typeset_to_the_same_bytes(letter):
    assert typeset(LETTER.content("演住建监〔2026〕1号", NOW.date())) == letter
