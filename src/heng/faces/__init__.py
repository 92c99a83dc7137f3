"""Doors 「门」: HTTP, files and time. No rule of law lives here."""
