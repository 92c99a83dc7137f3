"""Tables of the register of trades 「交易」."""

from heng.registers.trading.models.bidding import Bid, BidMark, Deposit, JointBidder, Opening
from heng.registers.trading.models.contracts import Award, Change, Contract, Performance
from heng.registers.trading.models.evaluation import Candidate, Evaluation, PanelMember, Score
from heng.registers.trading.models.project import BEFORE_THE_GATE, Fact, Investment, Project, Stage
from heng.registers.trading.models.tendering import Abnormality, Document, Lot, Notice, Question

__all__ = [
    "BEFORE_THE_GATE",
    "Abnormality",
    "Award",
    "Bid",
    "BidMark",
    "Candidate",
    "Change",
    "Contract",
    "Deposit",
    "Document",
    "Evaluation",
    "Fact",
    "Investment",
    "JointBidder",
    "Lot",
    "Notice",
    "Opening",
    "PanelMember",
    "Performance",
    "Project",
    "Question",
    "Score",
    "Stage",
]
