"""Collusion of bidders 「串通投标」: price screens, pairs and rings, and a score with its reason.

All that comes of it is a clue 「疑似线索」 for a person to review, never a finding. Reached figures: docs/collusion.md.
"""
