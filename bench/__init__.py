"""Measurements 「量」: each script prints its figures beside its targets and ends with 1 when one is missed."""
