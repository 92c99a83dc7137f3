"""What can be done in the register of trades 「交易」."""
