"""The Open Contracting Data Standard 1.1 「开放合同数据标准」: releases and records become dossiers.

https://standard.open-contracting.org/1.1/: what is mapped is listed in `docs/exchange.md`; other fields are ignored.
"""
