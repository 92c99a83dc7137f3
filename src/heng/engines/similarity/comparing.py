"""Bids against each other 「标书比对」: passages, prices, pictures, names and marks that two bidders share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from heng.engines.similarity import passages
from heng.engines.similarity.documents import Document, Kind
from heng.engines.similarity.passages import Measure
from heng.engines.similarity.report import Finding, Passage, Place, Report, Side, Unread

LEAST_PRICES, LEAST_SHARE = 5, 0.5  # equal unit prices, and of those that both give
LEAST_REVISIONS = 3  # revision ids: one alone may come with a template
MOST_BITS = 6  # of 64 that differ between two copies of one picture
EVERYDAY = {
    "",
    "admin",
    "administrator",
    "user",
    "microsoft",
    "微软用户",
    "windows 用户",
    "python-docx",
    "openpyxl",
    "normal.dotm",
    "normal",
}
TOOLS = {Kind.PROGRAM, Kind.FONT}  # many share them by chance
TIMES = {Kind.CREATED, Kind.MODIFIED}


@dataclass(frozen=True, slots=True)
class File:
    """A document, whose it is, and where it came from."""

    bidder: str
    name: str
    document: Document


def compare(files: Sequence[File], known: Sequence[Document] = (), unread: Sequence[Unread] = ()) -> Report:
    """Find what files of different bidders share and known documents (tender, standards) do not have."""
    bidders = tuple(sorted({file.bidder for file in files}))
    findings = (*_prices(files, known), *_pictures(files, known), *_names(files, known), *_marks(files, known))
    return Report(bidders, tuple(_passages(files, known, len(bidders))), findings, tuple(unread), _notes(files))


def _passages(files: Sequence[File], known: Sequence[Document], bidders: int) -> Iterator[Passage]:
    """A fingerprint may occur once with every bidder of a lot, and still be shared."""
    texts = [_text(file.document) for file in files]
    number = {name: at for at, name in enumerate(sorted({file.bidder for file in files}))}
    owners = [number[file.bidder] for file in files]
    measure = Measure(most=max(Measure().most, bidders))
    for one in passages.find(texts, owners, [_text(document) for document in known], measure):
        left, right = files[one.left.text], files[one.right.text]
        yield Passage(
            _side(left, texts[one.left.text], one.left.start, one.left.end, [run.left for run in one.runs]),
            _side(right, texts[one.right.text], one.right.start, one.right.end, [run.right for run in one.runs]),
            one.letters,
            one.rare,
        )


def _text(document: Document) -> str:
    return "\n".join(page.text for page in document.pages)


def _side(file: File, text: str, start: int, end: int, runs: Iterable[tuple[int, int]]) -> Side:
    marked = tuple((first - start, last - start) for first, last in runs)
    return Side(
        file.bidder, file.name, _place(file.document, start), _place(file.document, end - 1), text[start:end], marked
    )


def _place(document: Document, at: int) -> Place:
    """Say on which page a character of the whole text stands, and which of that page it is."""
    for page in document.pages:
        if at <= len(page.text):
            return Place(page.number, at)
        at -= len(page.text) + 1
    raise ValueError("beyond the text")


def _prices(files: Sequence[File], known: Sequence[Document]) -> Iterator[Finding]:
    """Compare unit prices to the cent, but for those that the tender gives."""
    given = {(item.code or item.name, item.price) for document in known for item in document.items}
    prices: dict[str, dict[tuple[str, str, str], str]] = defaultdict(dict)
    for file in files:
        for item in file.document.items:
            if item.price is not None and (item.code or item.name, item.price) not in given:
                prices[file.bidder][item.code, item.name, item.unit] = f"{item.price:.2f}"
    for one, other in combinations(sorted(prices), 2):
        both = prices[one].keys() & prices[other].keys()
        equal = sorted(key for key in both if prices[one][key] == prices[other][key])
        if len(equal) >= max(LEAST_PRICES, LEAST_SHARE * len(both)):
            told = f"{len(both)} 个可比清单项中 {len(equal)} 个综合单价相同到分"
            yield Finding("A11", (one, other), told, tuple(f"{' '.join(key)} {prices[one][key]}" for key in equal))


def _pictures(files: Sequence[File], known: Sequence[Document]) -> Iterator[Finding]:
    given = [int(picture.looks, 16) for document in known for picture in document.pictures]
    seen = [
        (file, picture, int(picture.looks, 16))
        for file in files
        for picture in file.document.pictures
        if not any((int(picture.looks, 16) ^ one).bit_count() <= MOST_BITS for one in given)
    ]
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (file, picture, looks), (other, copy, again) in combinations(seen, 2):
        if file.bidder != other.bidder and (looks ^ again).bit_count() <= MOST_BITS:
            pairs[file.bidder, other.bidder].add(f"{file.name} 第 {picture.page} 页 / {other.name} 第 {copy.page} 页")
    for pair, places in sorted(pairs.items()):
        yield Finding("A13", pair, f"{len(places)} 处图片外观相同", tuple(sorted(places)))


def _names(files: Sequence[File], known: Sequence[Document]) -> Iterator[Finding]:
    """Look for the name of each other bidder in a file; names that the tender holds do not count."""
    given = "".join(map(_text, known))
    names = {file.bidder for file in files if len(file.bidder) > 3 and file.bidder not in given}  # noqa: PLR2004
    for file in files:
        for name in sorted(names - {file.bidder}):
            pages = [page.number for page in file.document.pages if name in page.text]
            if pages:
                places = tuple(f"{file.name} 第 {page} 页" for page in pages)
                yield Finding("A12", (file.bidder, name), f"{file.bidder}的文件中出现{name}的名称", places)


def _marks(files: Sequence[File], known: Sequence[Document]) -> Iterator[Finding]:
    given = {(mark.kind, mark.value) for document in known for mark in document.marks}
    holders: dict[tuple[Kind, str], set[str]] = defaultdict(set)
    for file in files:
        for mark in file.document.marks:
            if (
                mark.kind not in TOOLS | TIMES
                and (mark.kind, mark.value) not in given
                and mark.value.strip().casefold() not in EVERYDAY
            ):
                holders[mark.kind, mark.value.strip()].add(file.bidder)
    shared: dict[tuple[Kind, tuple[str, str]], list[str]] = defaultdict(list)
    for (kind, value), bidders in sorted(holders.items()):
        for pair in combinations(sorted(bidders), 2):
            shared[kind, pair].append(value)
    for (kind, pair), values in sorted(shared.items()):
        if kind is not Kind.REVISION or len(values) >= LEAST_REVISIONS:
            yield Finding(RULES.get(kind, "A08"), pair, f"{LABELS[kind]}相同", tuple(values))


def _notes(files: Sequence[File]) -> tuple[str, ...]:
    return tuple(f"{file.bidder} {file.name}：{note}" for file in files for note in file.document.notes)


RULES: Mapping[Kind, str] = {Kind.FILE: "A02", Kind.LOCK: "A03", Kind.MAC: "A06", Kind.CPU: "A06", Kind.DISK: "A06"}
LABELS: Mapping[Kind, str] = {
    Kind.AUTHOR: "作者",
    Kind.SAVER: "最后保存者",
    Kind.COMPANY: "单位属性",
    Kind.TEMPLATE: "模板",
    Kind.REVISION: "多个修订标识",
    Kind.FILE: "文件创建标识",
    Kind.WPS: "WPS 安装标识",
    Kind.LOCK: "造价软件锁号",
    Kind.MAC: "网卡地址",
    Kind.CPU: "处理器序列号",
    Kind.DISK: "硬盘序列号",
}
