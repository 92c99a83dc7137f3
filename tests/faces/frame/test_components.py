"""The parts that pages are made of, and their documentation."""

import re
from datetime import date
from pathlib import Path

from django.core.paginator import Paginator

from heng.faces.frame import context

COTTON = Path(context.__file__).parent / "templates" / "cotton"
GUIDE = Path(__file__).parents[3] / "docs" / "frame.md"


def names():
    paths = [str(page.relative_to(COTTON).with_suffix("")) for page in COTTON.rglob("*.html")]
    return {"c-" + path.removesuffix("/index").replace("/", ".") for path in paths}


def test_every_component_has_its_example_in_the_guide_and_every_example_a_component():
    assert set(re.findall(r"<(c-[a-z.]+)", GUIDE.read_text(encoding="utf-8"))) - {"c-slot"} == names()


def test_every_example_of_the_guide_can_be_drawn(drawn):
    for example in re.findall(r"```html\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL):
        page = Paginator(range(50), 20).get_page(2)
        assert "<" in drawn(example, page=page, due=date(2026, 11, 20), done=None, today=date(2026, 11, 24))


def test_a_page_list_keeps_the_filter(drawn):
    html = drawn('<c-pages :page="page" />', "/?q=桥&page=2", page=Paginator(range(50), 20).get_page(2))
    assert "共 50 条，第 2 / 3 页" in html
    assert re.search(r'href="\?q=%E6%A1%A5&amp;page=3" rel="next"', html)


def test_an_act_is_a_post_with_its_seal_and_asks_first(drawn):
    html = drawn('<c-act url="/accept/" label="受理" confirm="确定受理吗？" />')
    assert 'method="post"' in html
    assert "csrfmiddlewaretoken" in html
    assert 'data-confirm="确定受理吗？"' in html


def test_a_why_gives_reason_and_article(drawn):
    html = drawn('<c-why label="为什么是这个部门" law="安公管办〔2022〕6号 二">房屋建筑归住建部门监督。</c-why>')
    assert "<summary>" in html
    assert "房屋建筑归住建部门监督。" in html
    assert "依据：安公管办〔2022〕6号 二" in html


def test_what_a_user_typed_cannot_become_markup(drawn):
    html = drawn('<c-fact label="名称">{{ name }}</c-fact><c-empty :title="name" />', name="<script>x</script>")
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 2
