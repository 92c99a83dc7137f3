"""The inbox 「收件」: files and streams become records, records become facts, and each gets its answer."""
