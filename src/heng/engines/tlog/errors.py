"""What is wrong with what was handed over: its form, its proof or its signature. All are plain `ValueError`s."""


class MalformedError(ValueError):
    """Bytes or text that are not of the format they should be: cut short, too long, or written otherwise."""


class ProofError(ValueError):
    """A proof that does not lead to the root it should lead to."""


class SignatureError(ValueError):
    """A note that no known key signed, or whose signature by a known key is false."""
