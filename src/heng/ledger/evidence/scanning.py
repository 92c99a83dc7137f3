"""The scanner 「病毒扫描」: asked about each file before it is kept; off where no address of one is set.

ClamAV is asked over its socket by INSTREAM: https://docs.clamav.net/manual/Usage/Scanning.html
"""

import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

PIECE = 256 * 1024
LONGEST_ANSWER = 4096
SECONDS = 120.0


class ScannerFault(Exception):
    """The scanner gave no answer, so nobody knows whether the file is clean."""


class Scanner(Protocol):
    """Looks for harmful content."""

    def scan(self, path: Path) -> str:
        """Return what was found, or "" when the file is clean.

        Raises:
            ScannerFault: no answer.
        """


class NoScanner:
    """Finds nothing, because nobody set one up."""

    def scan(self, path: Path) -> str:  # noqa: ARG002
        return ""


@dataclass(frozen=True, slots=True)
class ClamAV:
    """The daemon of ClamAV at `host:port`, or at the path of a socket."""

    address: str
    seconds: float = SECONDS

    def scan(self, path: Path) -> str:
        try:
            with self._line() as line, path.open("rb") as file:
                line.sendall(b"zINSTREAM\0")
                while piece := file.read(PIECE):
                    line.sendall(struct.pack("!L", len(piece)) + piece)
                line.sendall(struct.pack("!L", 0))
                return _finding(_answer(line))
        except OSError as fault:
            raise ScannerFault(str(fault)) from fault

    def _line(self) -> socket.socket:
        if self.address.startswith("/"):
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(self.seconds)
            line.connect(self.address)
            return line
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), self.seconds)


def scanner() -> Scanner:
    """Give the scanner of the settings."""
    address: str = settings.FILES_SCANNER
    return ClamAV(address) if address else NoScanner()


def _answer(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (piece := line.recv(LONGEST_ANSWER)):
        answer += piece
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _finding(answer: str) -> str:
    """Read `stream: OK`, `stream: NAME FOUND`; anything else is no answer."""
    _, _, verdict = answer.partition(": ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise ScannerFault(answer or "no answer")
