"""Near-duplicate passages between bid documents."""
