"""What is known by heart 「已收目录」: which version of every fact was taken, so that order does not matter.

Of two versions of one key the later one counts, fact by fact; what only the earlier one tells is kept. So the same
records end in the same state in whatever order and in however many files they come.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from hashlib import blake2b
from typing import Any

import msgspec

from heng.faces.exchange.inbox.record import Content, Received
from heng.faces.exchange.models import Known
from heng.registers.trading.services.dossier import Dossier

TABLES = tuple(spec.name for spec in fields(Dossier) if spec.name not in {"source", "key", "project", "revocations"})
HOLDERS = ("lot", "bid", "contract")  # what a fact hangs from
FREE = frozenset({"contracts"})  # its lot is a fact of it, not the place where it hangs
CHUNK = 500
Version = tuple[str, str]
Group = tuple[str, str, list[int]]
_decoder = msgspec.json.Decoder(list[Group])


@dataclass(slots=True)
class Memory:
    """What was taken under one key: facts by the version (stamp and digest) that told them last."""

    digest: str = ""
    groups: list[Group] = field(default_factory=list)
    is_new: bool = True

    def fresh(self, record: Received) -> Content | None:
        """Return what of a record is not outdated by a later version; nothing when all of it is."""
        version = version_of(record)
        later = {fact for stamp, digest, facts in self.groups if (stamp, digest) > version for fact in facts}
        if not later:
            return record.content
        if not isinstance(record.content, Dossier):
            return None
        return _without(record.content, later)

    def learn(self, record: Received, content: Content) -> None:
        """Remember that this content was taken from that record; what takes back facts speaks of the whole key."""
        self._learn(record, content, set(facts_of(content)))
        self.digest = record.digest

    def learn_project(self, record: Received, content: Dossier) -> None:
        """Remember that only the project was registered: the rest of the record is still to come."""
        self._learn(record, content, {_name("project", "")})

    def _learn(self, record: Received, content: Content, taken: set[int]) -> None:
        if isinstance(content, Dossier) and content.revocations:
            taken.update(fact for _, _, facts in self.groups for fact in facts)
        left = [(stamp, digest, [fact for fact in facts if fact not in taken]) for stamp, digest, facts in self.groups]
        self.groups = [group for group in left if group[2]]
        self.groups.append((*version_of(record), sorted(taken)))


def version_of(record: Received) -> Version:
    """What orders the versions of a key; the digest parts two of one moment, the same way whichever comes first."""
    return record.stamp, record.digest


def recall(source: str, records: Iterable[Received]) -> dict[tuple[str, str], Memory]:
    """Recall what is known of the keys of these records; a key that is not known is new."""
    keys: dict[str, list[str]] = {}
    for record in records:
        keys.setdefault(record.dataset, []).append(record.key)
    found: dict[tuple[str, str], Memory] = {}
    for dataset, named in keys.items():
        for start in range(0, len(named), CHUNK):
            rows = Known.objects.filter(source=source, dataset=dataset, key__in=named[start : start + CHUNK])
            for key, digest, facts in rows.values_list("key", "digest", "facts"):
                found[dataset, key] = Memory(digest, _decoder.decode(facts), is_new=False)
    return found


def keep(source: str, memories: Iterable[tuple[tuple[str, str], Memory]]) -> None:
    """Write what was learnt."""
    Known.objects.bulk_create(
        [
            Known(source=source, dataset=dataset, key=key, digest=memory.digest, facts=_encode(memory.groups))
            for (dataset, key), memory in memories
        ],
        update_conflicts=True,
        unique_fields=["source", "dataset", "key"],
        update_fields=["digest", "facts"],
        batch_size=CHUNK,
    )


def facts_of(content: Content) -> Iterator[int]:
    """Name the facts of a content, each by eight bytes of a hash; what is no dossier is one fact."""
    if not isinstance(content, Dossier):
        yield _name("", "")
        return
    if content.project is not None:
        yield _name("project", "")
    for table in TABLES:
        for fact in getattr(content, table):
            yield _name(table, _place(table, fact))


def _without(dossier: Dossier, later: set[int]) -> Dossier | None:
    left: dict[str, Any] = {"revocations": ()}
    if dossier.project is not None and _name("project", "") in later:
        left["project"] = None
    for table in TABLES:
        facts = getattr(dossier, table)
        left[table] = tuple(fact for fact in facts if _name(table, _place(table, fact)) not in later)
    reduced = replace(dossier, **left)
    return reduced if reduced.project is not None or any(left[table] for table in TABLES) else None


def _place(table: str, fact: Any) -> str:
    if table in FREE:
        return str(fact.key)
    held = (str(getattr(fact, name)) for name in HOLDERS if name in fact.__slots__)
    return "\x1f".join((*held, fact.key))


def _name(table: str, place: str) -> int:
    return int.from_bytes(blake2b(f"{table}\x1f{place}".encode(), digest_size=8).digest())


def _encode(groups: list[Group]) -> bytes:
    return msgspec.json.encode(groups)
