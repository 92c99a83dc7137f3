import json
from decimal import Decimal

from heng.engines.similarity.comparing import File, compare
from heng.engines.similarity.documents import Document, Item, Kind, Mark, Page, Picture
from tests.engines.similarity.writing import prose

WANG, LI = "王氏建设有限公司", "李氏建设有限公司"
COPIED = prose("抄", 200).rstrip("。")


def bid(bidder: str, *pages: str, **parts: object) -> File:
    kept = tuple(Page(number, text) for number, text in enumerate(pages, start=1))
    return File(bidder, f"{bidder}.pdf", Document("PDF", kept, **parts))


def priced(*prices: str) -> tuple[Item, ...]:
    return tuple(
        Item(1, f"0101{number:08d}", f"第{number}项", "m3", None, Decimal(price), None)
        for number, price in enumerate(prices)
    )


def test_a_passage_is_named_with_page_and_character_on_both_sides():
    report = compare([bid(WANG, prose("王"), "前言" + COPIED), bid(LI, COPIED, prose("李"))])
    (found,) = report.passages
    assert (found.left.bidder, found.left.start.page, found.left.start.character) == (WANG, 2, 2)
    assert (found.right.bidder, found.right.start.page, found.right.start.character) == (LI, 1, 0)
    assert found.left.text == found.right.text == COPIED
    assert found.left.marked == ((0, len(COPIED)),)


def test_what_seven_bidders_share_is_still_shared():
    report = compare([bid(f"{name}", prose(name) + COPIED) for name in "甲乙丙丁戊己庚"])
    assert len(report.passages) == 21


def test_equal_unit_prices_are_told_but_not_those_that_the_tender_gives():
    files = [
        bid(name, items=priced("1.10", "2.20", "3.30", "4.40", "5.50", last)) for name, last in ((WANG, "6"), (LI, "7"))
    ]
    (found,) = compare(files).findings
    assert (found.rule, found.bidders, found.sentence) == ("A11", (LI, WANG), "6 个可比清单项中 5 个综合单价相同到分")
    assert compare(files, [Document("PDF", items=priced("1.10", "2.20"))]).findings == ()


def test_the_name_of_another_bidder_in_ones_own_file_is_told_with_its_page():
    (found,) = compare([bid(WANG, "首页", f"我司{LI}承诺"), bid(LI, f"我司{LI}")]).findings
    assert (found.rule, found.bidders, found.evidence) == ("A12", (WANG, LI), (f"{WANG}.pdf 第 2 页",))


def test_pictures_that_look_alike_are_told_unless_they_come_from_the_tender():
    looks = [Picture(3, "00000000ffffffff", 90, 90), Picture(5, "00000000fffffffe", 90, 90)]
    files = [bid(name, pictures=(seen,)) for name, seen in zip((WANG, LI), looks, strict=True)]
    assert [found.rule for found in compare(files).findings] == ["A13"]
    assert compare(files, [Document("PDF", pictures=(looks[0],))]).findings == ()


def test_marks_of_one_maker_are_told_but_not_everyday_ones():
    made = (
        Mark(Kind.AUTHOR, "张工"),
        Mark(Kind.SAVER, "Administrator"),
        Mark(Kind.LOCK, "L77"),
        Mark(Kind.FONT, "宋体"),
    )
    found = compare([bid(WANG, marks=made), bid(LI, marks=made)]).findings
    assert sorted((one.rule, one.evidence) for one in found) == [("A03", ("L77",)), ("A08", ("张工",))]


def test_a_lock_that_the_ceiling_price_bears_too_is_no_clue():
    made = (Mark(Kind.LOCK, "L77"),)
    assert compare([bid(WANG, marks=made), bid(LI, marks=made)], [Document("XML", marks=made)]).findings == ()


def test_the_report_is_json_and_says_what_was_not_compared():
    scanned = bid(WANG, notes=("3 页没有文字层",))
    told = json.loads(compare([scanned, bid(LI, "字")]).text())
    assert told["version"] == "heng-similar/v1"
    assert told["notes"] == [f"{WANG} {WANG}.pdf：3 页没有文字层"]
