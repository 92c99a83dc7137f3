"""Holds the tests to this machine: whoever speaks to another host fails at once."""

import ipaddress
import socket
from typing import Any

import pytest

LOCAL = {None, "", "localhost", b"localhost"}


class OffLimits(RuntimeError):
    """A test tried to leave this machine."""


def hold(patch: pytest.MonkeyPatch) -> None:
    """Refuse every connection, datagram and look-up that leaves this machine."""
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _held(getattr(socket.socket, name)))
    ask = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **more: Any) -> Any:
        _check(host)
        return ask(host, *rest, **more)

    patch.setattr(socket, "getaddrinfo", look_up)


def _held(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            _check(address[0])
        return connect(self, address)

    return guarded


def _check(host: str | bytes | None) -> None:
    if host in LOCAL:
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        near = ipaddress.ip_address(name).is_loopback or ipaddress.ip_address(name).is_unspecified
    except ValueError:
        near = False
    if not near:
        raise OffLimits(f"a test may not speak to {name}")
