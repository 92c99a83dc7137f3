"""What Office and WPS keep beside a text 「Office文件属性」: authors, template, times, revision ids, fonts, pictures.

ECMA-376: core properties (part 2, 11), extended properties (part 1, 22.2), revision ids (part 1, 17.15.1.70).
"""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from heng.engines.similarity.documents import Kind, Mark, Picture
from heng.engines.similarity.reading.pictures import look_at
from heng.engines.similarity.reading.refusals import UnreadableError
from heng.engines.similarity.reading.trees import local, parse

PROPERTIES = {
    "docProps/core.xml": {
        "creator": Kind.AUTHOR,
        "lastModifiedBy": Kind.SAVER,
        "created": Kind.CREATED,
        "modified": Kind.MODIFIED,
    },
    "docProps/app.xml": {"Company": Kind.COMPANY, "Template": Kind.TEMPLATE, "Application": Kind.PROGRAM},
}
WPS = {"KSOProductBuildVer": Kind.PROGRAM, "ICV": Kind.WPS}
MACROS = "vbaProject.bin"
MOST_PICTURES = 400


def check_no_macros(archive: zipfile.ZipFile) -> None:
    """Refuse a file that carries a program."""
    if any(PurePosixPath(name).name == MACROS for name in archive.namelist()):
        raise UnreadableError("macro")


def marks(archive: zipfile.ZipFile) -> tuple[Mark, ...]:
    """Return what the properties, settings and fonts of a package say about its making."""
    return tuple(mark for mark in _marks(archive) if mark.value.strip())


def _marks(archive: zipfile.ZipFile) -> Iterator[Mark]:
    names = set(archive.namelist())
    for part, kinds in PROPERTIES.items():
        for element in parse(archive.read(part)).iter() if part in names else ():
            if kind := kinds.get(local(element.tag)):
                yield Mark(kind, element.text or "")
    if "docProps/custom.xml" in names:
        yield from _wps(archive.read("docProps/custom.xml"))
    if "word/settings.xml" in names:
        yield from _values(archive.read("word/settings.xml"), {"rsid": Kind.REVISION, "rsidRoot": Kind.FILE}, "val")
    if "word/fontTable.xml" in names:
        yield from _values(archive.read("word/fontTable.xml"), {"font": Kind.FONT}, "name")


def _wps(data: bytes) -> Iterator[Mark]:
    """WPS writes its build and an identifier of the installation into the custom properties."""
    for element in parse(data):
        if kind := WPS.get(element.get("name", "")):
            yield Mark(kind, "".join(element.itertext()))


def _values(data: bytes, kinds: Mapping[str, Kind], attribute: str) -> Iterator[Mark]:
    for element in parse(data).iter():
        if kind := kinds.get(local(element.tag)):
            yield Mark(kind, next((value for name, value in element.items() if local(name) == attribute), ""))


def pictures(archive: zipfile.ZipFile, pages: Mapping[str, int]) -> tuple[Picture, ...]:
    """Look at the pictures of a package; `pages` says where each stands, by the name of its part."""
    media = [name for name in archive.namelist() if PurePosixPath(name).parent.name == "media"][:MOST_PICTURES]
    seen = (look_at(archive.read(name), pages.get(name, 0)) for name in media)
    return tuple(picture for picture in seen if picture is not None)
