"""What is wrong with a table, said in Chinese for whoever handed it in."""


class TableError(ValueError):
    """The table cannot be scored; the message says why and where."""
