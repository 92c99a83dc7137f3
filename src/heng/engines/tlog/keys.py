"""Keys of signed notes 「验证公钥」: name, algorithm, identifier, and the text that hands them on (C2SP signed-note).

A key is written `name+identifier+base64`: the identifier in hexadecimal; the base64 holds the mark of the algorithm and
the public key. The identifier is the first four bytes of SHA-256 over the name, a newline, mark and public key.
"""

from dataclasses import dataclass
from hashlib import sha256

from heng.engines.tlog.algorithms import ALGORITHMS, Algorithm
from heng.engines.tlog.encoding import base64_of, bytes_of
from heng.engines.tlog.errors import MalformedError

IDENTIFIER = 4


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key, with the name under which it signs and its algorithm; its `str` is the text that hands it on.

    Raises:
        MalformedError: the name is empty or holds a space or a plus, or the key has not the bytes of its algorithm.
    """

    name: str
    algorithm: Algorithm
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.public) != self.algorithm.key_size:
            raise MalformedError(f"a key of {len(self.public)} bytes where {self.algorithm.key_size} are due")

    @property
    def identifier(self) -> bytes:
        """Return the four bytes that, with the name, tell which key signed."""
        return sha256(self.name.encode() + b"\n" + self.algorithm.mark + self.public).digest()[:IDENTIFIER]

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Tell whether this key signed the text of a note."""
        return self.algorithm.verify(self.public, text, signature)

    def __str__(self) -> str:
        return f"{self.name}+{self.identifier.hex()}+{base64_of(self.algorithm.mark + self.public)}"


def parse_key(text: str) -> VerifierKey:
    """Read a key from its text.

    Raises:
        MalformedError: not such a text, of an algorithm that is not known, or with a wrong identifier.
    """
    name, _, rest = text.partition("+")
    material = bytes_of(rest.partition("+")[2])
    for algorithm in ALGORITHMS:
        if material.startswith(algorithm.mark):
            key = VerifierKey(name, algorithm, material.removeprefix(algorithm.mark))
            if str(key) != text:
                raise MalformedError(f"the identifier of this key is {key.identifier.hex()}: {text!r}")
            return key
    raise MalformedError(f"a key of no known algorithm: {text!r}")


def check_name(name: str) -> None:
    """Refuse what no key may be called.

    Raises:
        MalformedError: empty, or with a space or a plus in it.
    """
    if not name or "+" in name or any(char.isspace() or char < " " for char in name):
        raise MalformedError(f"not the name of a key: {name!r}")
