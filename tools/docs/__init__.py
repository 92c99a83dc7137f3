"""Pages that the code writes of itself: procedures, events, settings, and which clause is proven by which test."""

from tools.docs.pages import ROOT, pages

__all__ = ["ROOT", "pages"]
