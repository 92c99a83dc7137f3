"""All pages that the code writes."""

from pathlib import Path

from tools.docs import clauses, datasets, glossary, news, procedures, redflags, settings

ROOT = Path(__file__).resolve().parents[2]
GUIDE, WORDS = "docs/operations.md", "docs/glossary.md"


def pages() -> dict[str, str]:
    """Return path and text of every page, as the code would have it; Django must be set up."""
    return {
        **procedures.pages(),
        **redflags.pages(),
        "docs/events.md": news.page(),
        "docs/datasets.md": datasets.page(),
        "docs/clauses.md": clauses.page(ROOT),
        WORDS: glossary.page((ROOT / WORDS).read_text(encoding="utf-8")),
        GUIDE: settings.table_in((ROOT / GUIDE).read_text(encoding="utf-8"), ROOT),
    }
