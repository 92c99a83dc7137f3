"""One page a room: the diagram of each of its procedures, and its steps with actor and article."""

from itertools import groupby

from heng.engines.procedure import Procedure, Step
from tools.docs import house
from tools.docs.markdown import NOTE, first_line, table


def pages() -> dict[str, str]:
    """Return `docs/procedures/<room>.md` for every room that has a procedure, and their index."""
    written: dict[str, str] = {}
    for room, rows in groupby(house.procedures(), key=lambda row: row[0]):
        sections = [_section(name, procedure) for _, name, procedure in rows]
        title = f"# Procedures of {room.replace('.', ' / ')}\n"
        written[f"docs/procedures/{room.split('.')[-1]}.md"] = "\n".join([NOTE, title, *sections])
    links = [f"- [{path.split('/')[-1].removesuffix('.md')}]({path.split('/')[-1]})" for path in sorted(written)]
    index = "\n".join(
        [NOTE, "# Procedures\n", "Each is a table that refuses, offers the buttons and draws this.\n", *links]
    )
    return {"docs/procedures/README.md": index + "\n", **written}


def _section(name: str, procedure: Procedure) -> str:
    title = f"## {procedure.name or name}（`{name}`）\n" if procedure.name else f"## `{name}`\n"
    steps = table(("step", "办理事项", "from", "to", "who may", "law"), [_row(procedure, step) for step in procedure])
    return "\n".join([title, f"```mermaid\n{procedure.diagram()}```\n", steps])


def _row(procedure: Procedure, step: Step) -> tuple[str, ...]:
    return (
        f"`{step.verb}`",
        str(step.label),
        "、".join(procedure.label(source) for source in step.source),
        procedure.label(step.target),
        who(step),
        step.law,
    )


def who(step: Step) -> str:
    """Say who may take a step: the name of its predicate and what it says of itself."""
    name = getattr(step.by, "__name__", type(step.by).__name__)
    return f"`{name}`: {first_line(step.by)}".rstrip(": ")
