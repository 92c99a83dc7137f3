"""Chinese texts out of nothing, always the same for one seed."""

from random import Random

IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def prose(seed: object, letters: int = 400) -> str:
    """Write sentences that nobody else writes."""
    random = Random(str(seed))
    written = "".join(random.choices(IDEOGRAPHS, k=letters))
    return "。".join(written[at : at + 25] for at in range(0, letters, 25)) + "。"
