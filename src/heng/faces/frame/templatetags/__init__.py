"""Words and parts for templates; loaded everywhere as builtins."""
