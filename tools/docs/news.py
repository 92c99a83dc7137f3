"""The page of events: what each room tells, with which fields, and who listens."""

from dataclasses import fields
from itertools import groupby
from typing import get_type_hints

from heng.ledger.events import Event, kind_of
from heng.ledger.listening import listeners
from tools.docs import house
from tools.docs.markdown import NOTE, first_line, plate, table


def page() -> str:
    """Return the text of `docs/events.md`."""
    sections = [_section(room, list(kinds)) for room, kinds in groupby(house.news(), key=_room)]
    told = "Every change of state is one of these in the journal. A personal field leaves only a commitment there.\n"
    return "\n".join([NOTE, "# Events 「消息」\n", told, *sections])


def _room(event_type: type[Event]) -> str:
    return house.room_of(event_type.__module__)


def _section(room: str, kinds: list[type[Event]]) -> str:
    rows = [(f"`{kind_of(kind)}`", plate(kind), first_line(kind), _fields(kind), _heard(kind)) for kind in kinds]
    return f"## {room}\n\n" + table(("kind", "名称", "what happened", "fields", "heard by"), rows)


def _fields(kind: type[Event]) -> str:
    hints = get_type_hints(kind)
    return "、".join(
        f"`{spec.name}: {_type(hints[spec.name])}`" + ("（个人信息）" if spec.metadata.get("personal") else "")
        for spec in fields(kind)
    )


def _type(hint: object) -> str:
    return (
        hint.__name__
        if isinstance(hint, type) and not getattr(hint, "__args__", None)
        else str(hint).replace("datetime.", "")
    )


def _heard(kind: type[Event]) -> str:
    return "、".join(f"`{listener.name}`" for listener in listeners() if kind_of(kind) in listener.kinds)
