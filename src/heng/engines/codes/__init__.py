"""Codes of the trade 「代码」: read, checked against their standards, named in Chinese.

依据: GB 32100-2015, GB 11714, GB/T 17710 (ISO 7064), GB/T 2260, 公共资源交易平台系统数据规范（V2.0）.

A check never rejects more than its standard does: what live data are known to break is a warning, what cannot be that
code at all is an error.
"""

from heng.engines.codes.checking import Check, Finding, Level
from heng.engines.codes.classes import (
    SectionClass,
    TradeClass,
    check_section_class,
    check_trade_class,
    role_name,
    roles,
    section_class,
    section_classes,
    trade_class,
    trade_classes,
)
from heng.engines.codes.deal import DealCode, build_deal_code, check_deal_code, deal_check_char, parse_deal_code
from heng.engines.codes.numbers import (
    check_investment_code,
    check_lot_code,
    check_project_code,
    check_tender_code,
)
from heng.engines.codes.places import (
    Region,
    check_region,
    is_within,
    region,
    region_name,
    region_path,
    regions,
)
from heng.engines.codes.uscc import check_uscc, is_uscc, organisation_check_char, uscc_check_char

__all__ = [
    "Check",
    "DealCode",
    "Finding",
    "Level",
    "Region",
    "SectionClass",
    "TradeClass",
    "build_deal_code",
    "check_deal_code",
    "check_investment_code",
    "check_lot_code",
    "check_project_code",
    "check_region",
    "check_section_class",
    "check_tender_code",
    "check_trade_class",
    "check_uscc",
    "deal_check_char",
    "is_uscc",
    "is_within",
    "organisation_check_char",
    "parse_deal_code",
    "region",
    "region_name",
    "region_path",
    "regions",
    "role_name",
    "roles",
    "section_class",
    "section_classes",
    "trade_class",
    "trade_classes",
    "uscc_check_char",
]
