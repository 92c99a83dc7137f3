"""Whoever alters a record, or writes one that fools its reader, is found or refused."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
import rfc8785

from heng.engines import draw
from heng.engines.draw import Candidate, Checkpoint, DrawError, Stratum
from heng.engines.draw.frozen import MOST_CANDIDATES
from tests.engines.draw import ceremonies as some

RECORD = draw.conduct(some.one_is_silent())
DOCUMENT: dict[str, Any] = json.loads(RECORD.text())
CHECKS = {"list": "list", "list_digest": "list", "reveals": "reveals", "reveals_digest": "reveals"}
CHECKS |= {"commitments": "commitments", "ranking": "ranking", "result": "result"}
"""The check that an altered part of the document fails; all that is left fails the seed."""

REFUSED = {"format": "format", "list.public_value.use": "list.public_value.use", "reveals[1].nonce": "reveals[1].nonce"}
REFUSED |= {f"list.strata[{number}].name": f"list.candidates[{first}].stratum" for number, first in enumerate((0, 7))}
REFUSED |= {
    f"list.candidates[{n}].stratum": f"list.candidates[{n}].stratum" for n in range(len(some.FROZEN.candidates))
}
"""What is no record any more, and the place that is told."""


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every string and number of a document."""
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*path, key))
    else:
        yield path


def place(path: tuple[str | int, ...]) -> str:
    """Name a leaf as errors and checks do."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


def altered(path: tuple[str | int, ...], change: Any) -> str:
    """Write the document with one leaf changed."""
    document = deepcopy(DOCUMENT)
    part: Any = document
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = change(part[path[-1]])
    return rfc8785.dumps(document).decode()


def slight(value: str | int) -> str | int:
    """Change as little as can be: the first character that may be another."""
    if isinstance(value, int):
        return value + 1
    return ("8" if value[:1] == "9" else "9") + value[1:]


@pytest.mark.parametrize("path", list(leaves(DOCUMENT)), ids=place)
def test_whatever_is_altered_fails_its_check_or_is_refused(path):
    text = altered(path, slight)
    if place(path) in REFUSED:
        with pytest.raises(DrawError) as refused:
            draw.read(text)
        assert refused.value.at == REFUSED[place(path)]
    else:
        expected = "seed" if path[-1] == "digest" else CHECKS.get(str(path[0]), "seed")
        assert expected in {check.name for check in draw.replay(draw.read(text)).checks if check.faults}


def test_a_check_names_the_place_that_was_altered():
    outcome = draw.replay(draw.read(altered(("result", 1, "drawn", 0), slight)))
    assert [(check.name, check.faults) for check in outcome.checks if check.faults] == [("result", ("result[1]",))]


@pytest.mark.parametrize(
    ("candidates", "at"),
    [
        (("TS1", "TS1"), "list.candidates[1]"),
        (("TS1", "ts1"), "list.candidates[1]"),
        (("TS1", "ＴＳ1"), "list.candidates[1].reference"),
        (("TS1", "ТS1"), "list.candidates[1].reference"),  # its first letter is Cyrillic
        (("TS1", "TS1\u200b"), "list.candidates[1].reference"),
        (("TS1", "TS1\n"), "list.candidates[1].reference"),
        (("TS1", ""), "list.candidates[1].reference"),
        (("TS1", "T" * 101), "list.candidates[1].reference"),
    ],
)
def test_no_candidate_passes_for_another(candidates, at):
    with pytest.raises(DrawError) as refused:
        replace(some.FROZEN, candidates=tuple(Candidate(one, "检查对象") for one in candidates))
    assert refused.value.at == at


@pytest.mark.parametrize(
    ("names", "at"),
    [
        (("\u00e9", "e\u0301"), "list.strata[1].name"),
        (("甲", "甲\u202e"), "list.strata[1].name"),
        (("甲", " 甲"), "list.strata[1].name"),
        (("甲", "甲\n"), "list.strata[1].name"),
        (("A类", "Ａ类"), "list.strata[1]"),
        (("甲", "甲"), "list.strata[1]"),
    ],
)
def test_no_stratum_passes_for_another(names, at):
    candidates = tuple(Candidate(f"TS{number}", name) for number, name in enumerate(names))
    with pytest.raises(DrawError) as refused:
        replace(some.FROZEN, strata=tuple(Stratum(name, 1) for name in names), candidates=candidates)
    assert refused.value.at == at


@pytest.mark.parametrize(
    ("changes", "code", "at"),
    [
        ({"parties": ("A",)}, "too-few", "list.parties"),
        ({"parties": ("A", "a")}, "duplicate", "list.parties[1]"),
        ({"parties": tuple(f"P{number}" for number in range(17))}, "too-many", "list.parties"),
        ({"candidates": ()}, "too-few", "list.candidates"),
        ({"strata": ()}, "too-few", "list.strata"),
        ({"strata": (Stratum("检查对象", 0), Stratum("检查人员", 1))}, "too-few", "list.strata[0].quota"),
        ({"strata": (Stratum("检查对象", 7), Stratum("检查人员", 1))}, "too-few", "list.strata[0]"),
        ({"strata": (Stratum("检查对象", 1),)}, "unknown", "list.candidates[7].stratum"),
        ({"candidates": (Candidate("A", "检查对象"),) * (MOST_CANDIDATES + 1)}, "too-many", "list.candidates"),
        ({"title": "一\n二"}, "text", "list.title"),
        ({"title": "一" * 1001}, "text", "list.title"),
        ({"draw": "第三次"}, "text", "list.draw"),
        ({"reveals_due": "2026-03-09"}, "text", "list.reveals_due"),
        ({"reveals_due": "2026-03-09T10:00:00Z"}, "text", "list.reveals_due"),
    ],
)
def test_a_list_is_refused_where_it_is_wrong(changes, code, at):
    with pytest.raises(DrawError) as refused:
        replace(some.FROZEN, **changes)
    assert (refused.value.code, refused.value.at) == (code, at)


@pytest.mark.parametrize(
    ("checkpoint", "at"),
    [
        (Checkpoint("", 1, some.CHECKPOINT.root), "checkpoint.origin"),
        (Checkpoint("heng.example/log", 0, some.CHECKPOINT.root), "checkpoint.size"),
        (Checkpoint("heng.example/log", 1, some.CHECKPOINT.root[:-4]), "checkpoint.root"),
        (Checkpoint("heng.example/log", 1, some.CHECKPOINT.root[:-2] + "9="), "checkpoint.root"),  # the same 32 bytes
        (Checkpoint("heng.example/log", 1, "根"), "checkpoint.root"),
    ],
)
def test_a_checkpoint_is_refused_where_it_is_wrong(checkpoint, at):
    with pytest.raises(DrawError) as refused:
        replace(some.all_reveal(), checkpoint=checkpoint)
    assert refused.value.at == at


FORGED = {
    "no JSON": "抽取",
    "nothing": "",
    "no record": "[]",
    "deep": "[" * 100_000,
    "no number": '{"size":NaN}',
    "a number that JSON does not keep": RECORD.text().replace('"size":1205', f'"size":{10**30}'),
    "a number of ten thousand digits": RECORD.text().replace('"size":1205', f'"size":{"9" * 10_000}'),
    "written otherwise": json.dumps(DOCUMENT, ensure_ascii=False),
    "a line too many": RECORD.text() + "\n",
    "the result stands twice": RECORD.text().replace('"result":', '"result":[],"result":'),
    "half a character": RECORD.text().replace("双随机", "\\ud800"),
}


@pytest.mark.parametrize("case", FORGED)
def test_what_is_no_published_record_is_refused(case):
    with pytest.raises(DrawError) as refused:
        draw.read(FORGED[case])
    assert refused.value.code == "malformed"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("list", "strata", 0, "quota"), True),
        (("list", "strata", 0, "quota"), "2"),
        (("list", "strata", 0, "quota"), 2.5),
        (("list", "strata", 0), None),
        (("list", "strata", 0, "name"), 1),
        (("list", "candidates"), {}),
        (("list", "candidates", 0, "exclusions"), "无"),
        (("list", "public_value", "use"), "never"),
        (("list", "public_value", "use"), []),
        (("checkpoint",), []),
        (("checkpoint", "size"), None),
        (("result", 0, "drawn", 0), {}),
    ],
)
def test_a_value_of_another_type_is_refused_by_its_place(path, value):
    with pytest.raises(DrawError) as refused:
        draw.read(altered(path, lambda _: value))
    assert (refused.value.code, refused.value.at) == ("malformed", place(path))


def test_a_field_too_many_or_too_few_is_refused():
    for more in ({"note": "无"}, {"__proto__": {}}):
        with pytest.raises(DrawError, match="应恰好包含"):
            draw.read(rfc8785.dumps(DOCUMENT | more).decode())
    for name in DOCUMENT:
        with pytest.raises(DrawError, match="应恰好包含"):
            draw.read(rfc8785.dumps({key: DOCUMENT[key] for key in DOCUMENT if key != name}).decode())
