"""How dates are written in forms 「日期格式」."""
