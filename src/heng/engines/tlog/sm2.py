"""Verifying SM2 signatures 「国密SM2验签」 (GB/T 32918.2-2016; the curve is that of GB/T 32918.5-2017).

Only verification, which handles nothing secret, so plain integers will do; signing is for an HSM. A point is a pair of
coordinates, and None at infinity.
"""

from cryptography.hazmat.primitives import hashes

SIZE = 32
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
UNCOMPRESSED = b"\x04"
IDENTITY = b"1234567812345678"  # of a signer who has agreed on no other, GM/T 0009-2012 10

Point = tuple[int, int] | None


def verify(public: bytes, message: bytes, signature: bytes, identity: bytes = IDENTITY) -> bool:
    """Tell whether a signature, r and s in 32 bytes each, is by the key: 0x04, x and y in 32 bytes each."""
    point = _point_of(public)
    if point is None or len(signature) != 2 * SIZE:
        return False
    r, s = int.from_bytes(signature[:SIZE]), int.from_bytes(signature[SIZE:])
    t = (r + s) % N
    if not (0 < r < N and 0 < s < N and t):
        return False
    sum_of_both = add(multiply(s, G), multiply(t, point))
    return sum_of_both is not None and (digest(public, message, identity) + sum_of_both[0]) % N == r


def digest(public: bytes, message: bytes, identity: bytes = IDENTITY) -> int:
    """Return the number that is signed: SM3 over who signs, with which key on which curve, and the message."""
    bits = (8 * len(identity)).to_bytes(2)
    curve = b"".join(number.to_bytes(SIZE) for number in (A, B, *G))
    return int.from_bytes(_sm3(_sm3(bits + identity + curve + public[1:]) + message))


def add(one: Point, other: Point) -> Point:
    """Add two points of the curve."""
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    rise, run = (3 * x1 * x1 + A, 2 * y1) if one == other else (y2 - y1, x2 - x1)
    slope = rise * pow(run, -1, P) % P
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def multiply(times: int, point: Point) -> Point:
    """Add a point to itself."""
    total: Point = None
    for bit in f"{times:b}":
        total = add(total, total)
        if bit == "1":
            total = add(total, point)
    return total


def _point_of(public: bytes) -> Point:
    if len(public) != 1 + 2 * SIZE or public[:1] != UNCOMPRESSED:
        return None
    x, y = int.from_bytes(public[1 : 1 + SIZE]), int.from_bytes(public[1 + SIZE :])
    return (x, y) if x < P and y < P and (y * y - x * x * x - A * x - B) % P == 0 else None


def _sm3(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()
