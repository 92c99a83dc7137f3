"""A random draw that anyone can replay 「随机抽取」: a sealed list, chance made by several, ranks to be recomputed.

1. **Freeze.** `FrozenList` settles candidates, reasons, quotas, parties, dates, public value. Its digest is sealed.
2. **Commit.** Each party hands in `commit(draw, party, nonce)`; it is sealed. The first checkpoint that holds list and
   all commitments is the checkpoint of the draw.
3. **Reveal.** Only then each party shows its nonce, until the moment that the list names. Reveals, absences and their
   reasons (`Ceremony.reveals_digest`) are sealed before the public value is published: nothing of them changes later.
4. **Draw.** `conduct(Ceremony(…))` hashes the digest of the list, the checkpoint, commitments and reveals in the order
   of the list and, where it is due, the public value into a seed; under it HMAC-SHA256 ranks the eligible candidates.
5. **Publish** `record.text()`; anybody may `replay(read(text))`, or do the same in a browser (`heng-draw.js`).

What an adversary gains, for an event that has chance p in a fair draw, as long as SHA-256 holds:

- Where all reveal and one party is honest: nothing. The operator of the log fixed the checkpoint before it knew any
  nonce; who copies a commitment cannot open it, for the party's name is in it.
- **The last to reveal knows the seed before the others and may fall silent**, or the operator may deny its reveal. A
  reveal that is missing or wrong is left out, its reason is recorded, and the public value enters. A known result is
  so exchanged for one blind draw: p becomes at most 1-(1-p)², below 2p, however many collude, for every choice of
  who is silent is equally blind. Were reveals merely left out, k parties could choose among 2ᵏ results they know.
- With `Use.ALWAYS` the public value enters every seed. Nobody then knows the result while silence is still possible,
  and it gains nothing, even if all parties and the operator collude: witnesses of the log saw what was sealed when.
- With `Use.IF_MISSING` all parties together make any result they like: one must have no interest in the matter.
- Whoever chooses or foresees the public value takes the place of the silent. So a later checkpoint of the log that
  seals the draw is refused as one: its operator knows the reveals, and could try entry after entry until the root
  suits. A value of few digits can be tried in advance: k parties may then choose the best of 2ᵏ slightly uneven odds.
- No draw is void for want of reveals, or whoever dislikes its result would have another; with none at all the public
  value decides.
- Who freezes again under another id because the result displeased has drawn twice. The log shows both: whoever draws
  publishes a record for every list that it froze.

The engine neither stores nor seals: the registers and duties that draw keep its parts, and the ledger seals them.
"""

from heng.engines.draw.ceremony import Ceremony, Checkpoint, Commitment, Reveal, commit
from heng.engines.draw.frozen import Candidate, FrozenList, PublicValue, Stratum, Use
from heng.engines.draw.ranking import Drawn, Rank, Ranking
from heng.engines.draw.record import Record, conduct, read
from heng.engines.draw.replaying import Check, Outcome, replay
from heng.engines.draw.texts import DrawError

__all__ = [
    "Candidate",
    "Ceremony",
    "Check",
    "Checkpoint",
    "Commitment",
    "DrawError",
    "Drawn",
    "FrozenList",
    "Outcome",
    "PublicValue",
    "Rank",
    "Ranking",
    "Record",
    "Reveal",
    "Stratum",
    "Use",
    "commit",
    "conduct",
    "read",
    "replay",
]
