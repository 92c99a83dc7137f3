"""What can be done in the register of credit 「信用」."""

from heng.registers.credit.services.bans import check_may_end, enter_ban, lift_ban, may_end, may_write
from heng.registers.credit.services.records import enter_record, withdraw_record

__all__ = ["check_may_end", "enter_ban", "enter_record", "lift_ban", "may_end", "may_write", "withdraw_record"]
