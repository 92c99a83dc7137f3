"""The same city as in the registers."""

from tests.registers.conftest import city, refused, told

__all__ = ["city", "refused", "told"]
