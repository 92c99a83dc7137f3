"""Registers 「册」: what is, with owners and dates."""
