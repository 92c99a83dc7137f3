"""The record of a draw 「抽取记录」: one JSON document from which anybody can draw again."""

import json
from dataclasses import asdict, dataclass

import rfc8785

from heng.engines.draw import ranking
from heng.engines.draw.ceremony import Ceremony, Checkpoint, Commitment, Reveal
from heng.engines.draw.frozen import FrozenList
from heng.engines.draw.ranking import Drawn, Ranking
from heng.engines.draw.shapes import build
from heng.engines.draw.texts import DrawError

FORMAT = "heng-draw/v1"


@dataclass(frozen=True, slots=True)
class Record:
    """What is published. The fields are those of the document, in which `list` is the frozen list.

    First what the draw was made from, then, from `list_digest` on, what came of it.
    """

    format: str
    list: FrozenList
    checkpoint: Checkpoint
    commitments: tuple[Commitment, ...]
    reveals: tuple[Reveal, ...]
    public_value: str
    list_digest: str
    reveals_digest: str
    seed: str
    ranking: tuple[Ranking, ...]
    result: tuple[Drawn, ...]

    @property
    def ceremony(self) -> Ceremony:
        """What the draw was made from."""
        return Ceremony(self.list, self.checkpoint, self.commitments, self.reveals, self.public_value)

    def text(self) -> str:
        """Write the record as canonical JSON (RFC 8785), which is how it is published."""
        return rfc8785.dumps(asdict(self)).decode()


def conduct(ceremony: Ceremony) -> Record:
    """Draw, and write it down.

    Raises:
        DrawError: `unsound`: parties, reveals or public value are not as the list demands.
    """
    wrong = [*ceremony.wrong_commitments(), *ceremony.wrong_reveals(), *ceremony.wrong_public_value()]
    if wrong:
        raise DrawError("unsound", wrong[0], "承诺、揭示或公开值与冻结名单的要求不符，不能抽取")
    return follow(ceremony)


def follow(ceremony: Ceremony) -> Record:
    """Write down what follows from a ceremony, be it sound or not."""
    frozen = ceremony.frozen
    given = (frozen, ceremony.checkpoint, ceremony.commitments, ceremony.reveals, ceremony.public_value)
    seed = ceremony.seed
    ranks = ranking.rank(frozen, seed)
    digests = (frozen.digest, ceremony.reveals_digest)
    return Record(FORMAT, *given, *digests, seed, ranks, ranking.take(frozen, ranks))


def read(text: str) -> Record:
    """Read a published record; only its canonical form is one, so no name stands in it twice and nothing is hidden.

    Raises:
        DrawError: `malformed`, or what the list and the ceremony raise.
    """
    document = _parse(text)
    record = build(Record, document, "")
    if record.format != FORMAT:
        raise DrawError("malformed", "format", f"不是{FORMAT}格式的抽取记录")
    _ = record.ceremony
    return record


def _parse(text: str) -> object:
    try:
        document = json.loads(text, parse_constant=_refuse)
        canonical = rfc8785.dumps(document).decode()
    except (ValueError, RecursionError) as fault:
        raise DrawError("malformed", "", "不是JSON文件") from fault
    if canonical != text:
        raise DrawError("malformed", "", "不是规范格式（RFC 8785）；请使用原样下载的文件，不要另存或改动")
    return document


def _refuse(name: str) -> object:
    raise ValueError(name)
