"""Duties 「职」: what supervisors do, each a legal procedure made of steps."""
