"""Taking in 「收录」: records go to their desks some hundred at a time, and every record gets its answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import DataError, IntegrityError, transaction

from heng.engines.procedure import Refusal
from heng.faces.exchange.inbox import keeping, memory, readers
from heng.faces.exchange.inbox.answer import Answer, Desk
from heng.faces.exchange.inbox.desks import DESKS
from heng.faces.exchange.inbox.keeping import Kept
from heng.faces.exchange.inbox.memory import Memory
from heng.faces.exchange.inbox.outdated import enter_parties
from heng.faces.exchange.inbox.record import Content, Finding, Received, Rejected, SourceProfile, Unreadable
from heng.faces.exchange.models import Batch, Item
from heng.registers.authorities.actors import Actor
from heng.registers.trading.services.dossier import Dossier, InvestmentFacts

CHUNK = 500
UNCHANGED = Answer(verdict="unchanged")
SETTLED = frozenset({"taken", "updated", "unchanged"})
TOO_EARLY = "所要撤销的数据尚未收到，收到后再办理"
ORDER = {kind: place for place, kind in enumerate((InvestmentFacts, *(k for k in DESKS if k is not InvestmentFacts)))}
Record = Received | Rejected
Told = Callable[[Record, Answer, Item | None], None]


@dataclass(slots=True)
class Inbox:
    """One batch on its way in; `told` hears every answer, with the item when the record was kept before."""

    profile: SourceProfile
    batch: Batch
    by: Actor
    on: date
    at: datetime
    told: Told

    def take(self, records: Iterator[Record]) -> None:
        """Take in everything, one transaction for each five hundred records.

        Raises:
            Unreadable: the rest cannot be read; all that was read before is taken.
        """
        part: list[Record] = []
        try:
            for record in records:
                part.append(record)
                if len(part) == CHUNK:
                    whole, part = part, []
                    self.take_part(whole)
        except Unreadable:
            self.take_part(part)
            raise
        self.take_part(part)

    @transaction.atomic
    def take_part(self, records: Sequence[Record]) -> None:
        """Take in some records, and whatever waited for them."""
        answers = self._answers(records, came=True)
        for record, answer in answers:
            self.told(record, answer, None)
        self._offer(answers)

    @transaction.atomic
    def offer(self, items: Sequence[Item]) -> None:
        """Take records that were kept once more, and whatever waited for them."""
        self._offer(self._again(items))

    def _answers(self, records: Sequence[Record], *, came: bool) -> list[tuple[Record, Answer]]:
        found: dict[int, Answer] = {}
        waves: list[list[tuple[int, Received]]] = []
        seen: dict[tuple[str, str], int] = {}
        for number, record in enumerate(records):
            if isinstance(record, Rejected):
                found[number] = _refused(record)
                continue
            place = record.dataset, record.key
            wave = seen[place] = seen.get(place, -1) + 1
            if wave == len(waves):
                waves.append([])
            waves[wave].append((number, record))
        for told in waves:
            answers = self._wave([record for _, record in told])
            found.update((number, answer) for (number, _), answer in zip(told, answers, strict=True))
        answered = [(record, found[number]) for number, record in enumerate(records)]
        kept = [Kept(record, answer) for record, answer in answered if answer.verdict not in SETTLED]
        keeping.keep(kept, self.batch, at=self.at, came=came)
        return answered

    def _wave(self, records: Sequence[Received]) -> list[Answer]:
        """Answer records of which no two have one key."""
        known = memory.recall(self.profile.code, records)
        answers: list[Answer] = [UNCHANGED] * len(records)
        going: dict[type, list[tuple[int, Received, Content, Memory]]] = {}
        outdated: list[tuple[int, Dossier]] = []
        for number, record in enumerate(records):
            own = known.setdefault((record.dataset, record.key), Memory())
            if own.digest == record.digest:
                continue
            if own.is_new and isinstance(record.content, Dossier) and record.content.revocations:
                answers[number] = _too_early(record.content)
                continue
            content = own.fresh(record)
            if content is not record.content and isinstance(record.content, Dossier):
                outdated.append((number, record.content))
            if content is not None:
                going.setdefault(type(content), []).append((number, record, content, own))
        self._ask_all(going, answers)
        late = [dossier for number, dossier in outdated if answers[number].verdict in SETTLED]
        enter_parties(late, by=self.by, on=self.on)
        settled = [record for record, answer in zip(records, answers, strict=True) if answer.verdict in SETTLED]
        keeping.settle(settled, self.profile.code, at=self.at)
        return answers

    def _ask_all(self, going: dict[type, list[tuple[int, Received, Content, Memory]]], answers: list[Answer]) -> None:
        """Ask each desk for what is its own, put its answers in their places, and remember what was taken."""
        learnt: dict[tuple[str, str], Memory] = {}
        for kind in sorted(going, key=ORDER.__getitem__):
            told = self._ask(DESKS[kind], [self._marked(content) for _, _, content, _ in going[kind]])
            for (number, record, content, own), answer in zip(going[kind], told, strict=True):
                answers[number] = _of_record(answer, own)
                if _learn(own, record, content, answer):
                    learnt[record.dataset, record.key] = own
        memory.keep(self.profile.code, learnt.items())

    def _marked(self, content: Content) -> Content:
        """Say of a dossier with which batch it came, so that its acts do."""
        return replace(content, message=self.batch.ref) if isinstance(content, Dossier) else content

    def _ask(self, desk: Desk, contents: Sequence[Content]) -> list[Answer]:
        """Ask a desk; when one content spoils the others, ask with halves."""
        try:
            with transaction.atomic():
                return list(desk(contents, self.profile.code, self.by, self.on))
        except Refusal as refusal:
            no = Answer(verdict="refused", code=refusal.code, reason=refusal.reason, law=refusal.law)
        except (DataError, IntegrityError) as error:
            reason = f"数据不符合登记要求，请核对后重新报送（{str(error).splitlines()[0][:200]}）"
            no = Answer(verdict="refused", code="bad-facts", reason=reason)
        if len(contents) == 1:
            return [no]
        middle = len(contents) // 2
        return [*self._ask(desk, contents[:middle]), *self._ask(desk, contents[middle:])]

    def _offer(self, answers: Sequence[tuple[Record, Answer]]) -> None:
        """Offer again what waited for what was just taken, until nothing more comes of it."""
        while answers:
            arrived, admitted = _arrived(answers)
            answers = []
            for items in keeping.waiting_for(self.profile.code, arrived, admitted):
                answers += self._again(items)

    def _again(self, items: Sequence[Item]) -> list[tuple[Record, Answer]]:
        """Read kept records again and ask for them again; an item whose record now reads otherwise gives way to it."""
        read = [
            (item, record)
            for item in items
            for record in readers.again(item.dataset, keeping.raw_of(item), self.profile, item.line)
        ]
        answers = self._answers([record for _, record in read], came=False)
        keeping.tried(items, at=self.at)
        otherwise = [item for item, record in read if keeping.digest_of(record) != item.digest]
        keeping.close(otherwise, at=self.at, how=keeping.REREAD)
        changed = []
        for (item, record), (_, answer) in zip(read, answers, strict=True):
            if answer.verdict != item.verdict:
                self.told(record, answer, item)
                changed.append((record, answer))
        return changed


def _arrived(answers: Sequence[tuple[Record, Answer]]) -> tuple[set[str], set[str]]:
    """Say which keys have come (others may wait for them), and which of them are projects that are in."""
    arrived: set[str] = set()
    admitted: set[str] = set()
    for record, answer in answers:
        if not isinstance(record, Received) or answer.verdict not in {"taken", "updated", "held"}:
            continue
        content = record.content
        keys = {record.key, content.key if isinstance(content, Dossier) else record.key}
        arrived |= keys
        if answer.verdict != "held":
            admitted |= keys
    return arrived, admitted


def _refused(record: Rejected) -> Answer:
    first: Finding = record.findings[0]
    return Answer(verdict="refused", code=first.code, reason=first.message)


def _learn(own: Memory, record: Received, content: Content, answer: Answer) -> bool:
    """Remember what was taken; of what was not, at least the project, when it was registered all the same."""
    if answer.verdict in SETTLED:
        own.learn(record, content)
        return True
    if answer.verdict == "refused" or not (answer.project and isinstance(content, Dossier) and content.project):
        return False
    own.learn_project(record, content)
    return True


def _too_early(dossier: Dossier) -> Answer:
    return Answer(verdict="waiting", code="unknown-fact", reason=TOO_EARLY, parent=dossier.key)


def _of_record(answer: Answer, own: Memory) -> Answer:
    """A record that was not known is taken, even if what it adds to was known."""
    if answer.verdict == "updated" and own.is_new:
        return Answer(verdict="taken", project=answer.project)
    return answer
