"""Days as officials write them in a sentence 「公文日期」."""

from datetime import date


def in_words(day: date) -> str:
    """Write a day: `2026年11月24日`."""
    return f"{day.year}年{day.month}月{day.day}日"
