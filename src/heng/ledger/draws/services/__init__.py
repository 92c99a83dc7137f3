"""Verbs of draws: freeze, commit, reveal, fall back, conclude. Whoever comes second of two finds what the first did."""

from heng.ledger.draws.services.ending import conclude, fallback, lapse
from heng.ledger.draws.services.freezing import Draft, freeze
from heng.ledger.draws.services.partaking import commit, reveal

__all__ = ["Draft", "commit", "conclude", "fallback", "freeze", "lapse", "reveal"]
