"""Hands that alter one thing, somewhere, at random: a field of a row, a row, a byte of a file, a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

from heng.faces.clock.covered import covered
from heng.ledger.models import Checkpoint, Content, Entry, Manifest, PersonalValue, RowState, Segment, Turn
from tests.support.append_only import lifted

CORE: dict[type[models.Model], tuple[str, ...]] = {
    Entry: ("kind", "subject", "at", "role", "person", "post", "department", "law", "body"),
    PersonalValue: ("entry_id", "field", "salt", "value"),
    Turn: ("entry_id",),
    Checkpoint: ("root", "note"),
    RowState: ("table", "row", "digest", "entry_id"),
    Segment: (
        "footage_id",
        "sequence",
        "init_id",
        "content_id",
        "start",
        "duration",
        "essence",
        "received",
        "arrived_at",
        "prints",
        "motion",
        "line",
    ),
    Manifest: ("footage_id", "first", "last", "digest", "note", "sealed_at"),
}


class Hand:
    """Tampers by a seed; `tamper` names what it did, in a context at whose end all is as before."""

    def __init__(self, seed: int, sealed: int) -> None:
        self.random = Random(seed)
        self.sealed = sealed  # what comes after is not sealed, and not held against anybody

    @contextmanager
    def tamper_recording(self) -> Iterator[str]:
        """Alter a field of a segment or manifest, take one away, or alter bytes of a segment."""
        if self.random.random() < 0.5:
            with self._spoil(self.random.choice(_footage_files())) as said:
                yield said
            return
        model = self.random.choice([Segment, Manifest])
        with transaction.atomic():
            yield self._done(lambda: self._alter(model.objects.order_by("pk"), self.random.choice([*CORE[model], "-"])))
            transaction.set_rollback(True)

    @contextmanager
    def tamper(self) -> Iterator[str]:
        """Alter one thing. What the database itself refuses is tried otherwise."""
        deeds: list[Callable[[], str]] = [self._core, self._field, self._field, self._row]
        if self.random.random() < 0.4:
            with self._file() as said:
                yield said
            return
        with transaction.atomic():
            yield self._done(self.random.choice(deeds))
            transaction.set_rollback(True)

    def _done(self, deed: Callable[[], str]) -> str:
        while True:
            try:
                with lifted(), transaction.atomic():
                    said = deed()
                    connection.check_constraints()
                    return said
            except DatabaseError:
                continue

    def _core(self) -> str:
        model = self.random.choice(list(CORE))
        rows = model._base_manager.order_by("pk")
        if model in (Turn, Entry):
            path = "position" if model is Turn else "turn__position"
            rows = rows.filter(**{f"{path}__lte": self.sealed})
        return self._alter(rows, self.random.choice(CORE[model]))

    def _field(self) -> str:
        filled = [cover for cover in covered() if cover.rows().exists()]
        cover = self.random.choice(filled)
        names = [
            column.attname
            for column in cover.model._meta.concrete_fields
            if not column.primary_key and column.attname not in cover.without
        ]
        return self._alter(cover.rows(), self.random.choice(names)) if names else self._row()

    def _row(self) -> str:
        """Take a row away that nothing points at, or slip one in."""
        cover = self.random.choice([cover for cover in covered() if cover.rows().exists()])
        row = self._any(cover.rows())
        said = f"{cover.table} {row.pk}"
        if self.random.random() < 0.5 or not isinstance(cover.model._meta.pk, models.BigAutoField):
            with connection.cursor() as cursor:
                table, key = cover.model._meta.db_table, cover.model._meta.pk.column
                cursor.execute(f'DELETE FROM "{table}" WHERE "{key}" = %s', [row.pk])
            return f"DELETE {said}"
        row.pk, row._state.adding = 10**9, True
        if hasattr(row, "source_key"):
            row.source_key += "x"
        row.save(force_insert=True)
        return f"INSERT {said}"

    def _alter(self, rows: "models.QuerySet[models.Model]", name: str) -> str:
        row = self._any(rows)
        if name == "-":
            row.delete()
            return f"DELETE {row._meta.label} {row}"
        column = row._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name)
        before = getattr(row, name)
        after = self._other(column, before)
        changed = rows.model._base_manager.filter(pk=row.pk).update(**{name: after})
        if not changed or after == before:
            raise DatabaseError("nothing changed")
        return f"{row._meta.label} {row.pk} {name}: {before!r} -> {after!r}"

    def _any(self, rows: "models.QuerySet[models.Model]") -> models.Model:
        count = rows.count()
        if not count:
            raise DatabaseError("no row")
        return rows[self.random.randrange(count)]

    def _other(self, column: models.Field, value: object) -> object:  # noqa: PLR0911
        if isinstance(column, models.ForeignKey):
            keys = list(column.related_model._base_manager.values_list("pk", flat=True)[:50])
            return self.random.choice(keys)
        match value:
            case bool():
                return not value
            case int() | float() | Decimal():
                return value + 1
            case datetime():
                return value + timedelta(seconds=1)
            case date():
                return value + timedelta(days=1)
            case bytes() | memoryview():
                return flipped(bytes(value), self.random)
            case dict():
                return {**value, "x": 1}
            case str() if value:
                place = self.random.randrange(len(value))
                return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
        return _invented(column)

    @contextmanager
    def _file(self) -> Iterator[str]:
        roots = [Path(settings.LOG_ROOT), Path(settings.MEDIA_ROOT)]
        paths = sorted(path for root in roots for path in root.rglob("*") if path.is_file() and path.name[0] != ".")
        with self._spoil(self.random.choice(paths)) as said:
            yield said

    @contextmanager
    def _spoil(self, path: Path) -> Iterator[str]:
        before = path.read_bytes()
        path.chmod(0o600)
        deeds = ["flip", "flip", "flip", "truncate", "append", *([] if _may_go(path) else ["remove"])]
        deed = self.random.choice(deeds)
        if deed == "remove":
            path.unlink()
        else:
            path.write_bytes(self._spoilt(deed, before))
        try:
            yield f"{deed} {path}"
        finally:
            path.write_bytes(before)

    def _spoilt(self, deed: str, data: bytes) -> bytes:
        if deed == "flip":
            return flipped(data, self.random)
        return data[:-1] if deed == "truncate" else data + self.random.randbytes(self.random.choice([1, 32]))


def flipped(data: bytes, random: Random) -> bytes:
    """Flip one bit."""
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << random.randrange(8)]) + data[place + 1 :]


def _footage_files() -> list[Path]:
    """Give the places of all segments on the disk, initialisation sections too."""
    contents = Content.objects.filter(pk__in=Segment.objects.values("content").union(Segment.objects.values("init")))
    return [Path(settings.MEDIA_ROOT) / content.key for content in contents.order_by("pk")]


def _may_go(path: Path) -> bool:
    """Whether anybody may clear this file away: a wider one stands beside it that begins the same (C2SP tlog-tiles)."""
    return path.parent.suffix == ".p" and any(int(path.name) < int(other.name) for other in path.parent.iterdir())


def _invented(column: models.Field) -> object:
    if isinstance(column, models.DateTimeField):
        return datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    if isinstance(column, models.DateField):
        return date(2099, 1, 1)
    if isinstance(column, models.BooleanField):
        return True
    return 1 if isinstance(column, models.DecimalField | models.IntegerField) else "x"
