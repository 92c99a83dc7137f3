"""What stops the sealer until somebody looks: files, keys and database do not tell of one log."""


class LogBrokenError(RuntimeError):
    """The log cannot go on from where it stands. Nothing was signed; a person must find out which side is wrong."""
