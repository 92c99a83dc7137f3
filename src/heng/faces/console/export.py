"""The list of projects as a workbook 「导出项目清单」: what is on the list, no more; each download leaves its trace."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.db import transaction
from django.http import FileResponse, HttpResponseBase
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heng.engines import codes
from heng.engines.procedure import Refusal
from heng.faces.console.events import ProjectsExported
from heng.faces.console.projects import ProjectFilter
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.ledger import journal
from heng.registers.authorities.actors import PUBLIC, is_staff
from heng.registers.credit.models import Regime
from heng.registers.parties.selectors import mask_text, shown_name
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.procedure import TRACE

MOST = 20_000  # rows of one workbook
CHUNK = 2_000
SUBJECT = "projects"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEADS = (
    "编号", "项目名称", "统一交易标识码", "招标（采购）项目编号", "交易类别", "适用制度", "行政区划", "阶段",
    "监督部门", "招标（采购）人", "单位代码", "预算金额", "币种", "登记日期", "进场日期", "开标时间",
    "未准进场原因", "未准进场依据",
)  # fmt: skip
WIDE = 18

Cell = str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Named:
    """Stages and bodies of law by their names, put into words once for all rows."""

    stages: dict[str, str] = field(default_factory=lambda: {stage.value: str(stage.label) for stage in Stage})
    regimes: dict[str, str] = field(default_factory=lambda: {regime.value: str(regime.label) for regime in Regime})


@require_POST
@admitted(is_staff)
def export(request: ActorRequest) -> HttpResponseBase:
    """Hand out the projects of the filters as a workbook, and record who took which.

    Raises:
        Refusal: `bad-filter`, `too-many`.
    """
    form = ProjectFilter(request.GET).offer()
    words, filters = form.filters()
    if not form.is_valid():
        raise Refusal("bad-filter", _("筛选条件填写有误，请返回更正后再导出"))
    found = trading.search(request.actor, words, filters)
    count = found.count()
    if count > MOST:
        words = _("符合条件的项目有%(count)d个，一次最多导出%(most)d个，请缩小筛选范围后再导出")
        raise Refusal("too-many", words % {"count": count, "most": MOST})
    file = TemporaryFile()  # noqa: SIM115  -- the answer closes it
    written = write(found.iterator(CHUNK), file)
    told = ProjectsExported(SUBJECT, mask_text(form.words()), written, localdate())
    with transaction.atomic():
        journal.record(told, by=request.actor, law=TRACE)
    file.seek(0)
    name = _("项目清单") + f"{localdate():%Y%m%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPE)


def write(projects: Iterable[Project], file: IO[bytes]) -> int:
    """Write projects row by row, holding one in memory; return how many. A text stays a text, however it begins."""
    number, named = 0, Named()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        sheet = book.add_worksheet(_("项目清单"))
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(HEADS) - 1, WIDE)
        for column, head in enumerate(HEADS):
            sheet.write_string(0, column, head, bold)
        for number, project in enumerate(projects, start=1):
            for column, cell in enumerate(_cells(project, named)):
                if isinstance(cell, Decimal):
                    sheet.write_number(number, column, float(cell))
                elif isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell:
                    sheet.write_string(number, column, cell)
    return number


def _cells(project: Project, named: Named) -> tuple[Cell, ...]:
    kind = codes.trade_class(project.trade_class)
    return (
        project.ref,
        project.name,
        project.deal_code,
        project.tender_code,
        f"{project.trade_class} {kind.name if kind else ''}",
        named.regimes[project.regime],
        codes.region_path(project.region),
        named.stages[project.stage],
        project.authority.name if project.authority else "",
        shown_name(project.owner, PUBLIC),
        project.owner.code,
        project.budget,
        project.currency,
        project.registered_on,
        project.admitted_on,
        localtime(project.opens_at).strftime("%Y-%m-%d %H:%M") if project.opens_at else "",
        project.refusal_reason,
        project.refusal_law,
    )
