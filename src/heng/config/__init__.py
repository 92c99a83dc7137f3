"""The roof 「顶」: settings, addresses and how the program starts."""
