"""Reasoning (to come)."""
def derive(result):
    return set()
