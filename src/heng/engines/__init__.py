"""Instruments 「器」: pure Python, usable without the rest of the house."""
