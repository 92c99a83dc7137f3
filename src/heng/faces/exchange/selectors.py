"""Reads of the exchange 「数据交换查询」: batches and the records that were not taken."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from heng.faces.exchange.models import Batch, Item
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, Role, covers, sees_everything

PART = 500


def batches(reader: Actor) -> QuerySet[Batch]:
    """The batches that a reader may see: a machine its own; the centre and who inspects, those of their region."""
    return Batch.objects.filter(_sent_to(reader))


def items(reader: Actor) -> QuerySet[Item]:
    """The open records that a reader may see, the newest first; without what came, which may hold personal data."""
    found = Item.objects.filter(resolved_at__isnull=True).select_related("batch").defer("raw").order_by("-pk")
    return found.filter(_sent_to(reader))


def item(reader: Actor, pk: int) -> Item | None:
    """One record with what came, if this reader may see it."""
    return items(reader).defer(None).filter(pk=pk).first()


def _sent_to(reader: Actor) -> Q:
    """Choose by source: of the systems of the reader's city or county; files taken in by hand belong to the home city.

    What is refused may hold personal data, so that no other city's or county's reads it.
    """
    if reader.role == Role.MACHINE:
        return Q(source=source_of(reader))
    if reader.role == Role.CLOCK:
        return Q()
    if not (reader.role == Role.CENTRE or sees_everything(reader)):
        return Q(pk__in=[])
    if covers(reader, settings.HOME_REGION):
        return ~Q(source__in=authorities.systems_elsewhere(reader.region))
    return Q(source__in=authorities.systems_in(reader.region) if reader.region else [])


def source_of(machine: Actor) -> str:
    """Return the code of the system that a machine is."""
    return machine.person.removeprefix("SY:")


def sources_with_open_items(source: str = "") -> list[str]:
    """List the sources of which something is kept; with a source, only that one."""
    found = Item.objects.filter(resolved_at__isnull=True)
    found = found.filter(source=source) if source else found
    return sorted(found.values_list("source", flat=True).distinct())


def open_items(source: str, *, refused: bool) -> Iterator[Item]:
    """Yield what is kept of a source, in the order in which it came; refused records only when asked for."""
    verdicts = [Item.Verdict.WAITING, Item.Verdict.HELD, *([Item.Verdict.REFUSED] if refused else [])]
    found = Item.objects.filter(source=source, resolved_at__isnull=True, verdict__in=verdicts)
    last = 0
    while part := list(found.filter(pk__gt=last).select_related("batch").order_by("pk")[:PART]):
        last = part[-1].pk
        yield from part


def held_at_the_gate(project: str) -> list[Item]:
    """List what is held of a project, by its reference."""
    held = Item.objects.filter(project=project, resolved_at__isnull=True, verdict=Item.Verdict.HELD)
    return list(held.select_related("batch").order_by("pk"))


def batch(reader: Actor, pk: int) -> Batch | None:
    """One batch, if this reader may see it."""
    return batches(reader).filter(pk=pk).first()


def items_of(reader: Actor, of: Batch) -> QuerySet[Item]:
    """The open records of a batch with what came, in the order in which they came."""
    return items(reader).filter(batch=of).defer(None).order_by("pk")


def items_found(
    reader: Actor, *, key: str = "", verdict: str = "", dataset: str = "", source: str = ""
) -> QuerySet[Item]:
    """The open records that a reader may see, narrowed; `key` is how the key of the source begins."""
    given = {"key__startswith": key, "verdict": verdict, "dataset": dataset, "source": source}
    return items(reader).filter(**{name: value.strip() for name, value in given.items() if value.strip()})


def open_counts(reader: Actor) -> dict[str, int]:
    """How many records are open of each verdict; one query."""
    found = items(reader).order_by().values_list("verdict").annotate(number=Count("pk"))
    return dict.fromkeys(Item.Verdict.values, 0) | dict(found)
