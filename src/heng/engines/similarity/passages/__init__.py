"""Passages that two bidders share 「雷同段落」, wherever they stand and however they were disguised.

1. **Letters.** Blanks, punctuation, width and case are laid aside (`letters`).
2. **Fingerprints.** Winnowing keeps about every third gram of eight letters (`winnowing`).
3. **Subtraction.** Every gram of the tender, of standards and templates is known; fingerprints that many share are
   common. Neither starts anything (`seeding`).
4. **Runs.** What two bidders have alone is followed letter by letter; what is known is cut out (`runs`).
5. **Passages.** Runs near each other on both sides, in any order, belong together (`gathering`).
"""

from heng.engines.similarity.passages.finding import Measure, Passage, Run, Span, find

__all__ = ["Measure", "Passage", "Run", "Span", "find"]
