"""Conflicts (to come)."""
def conflict_records(result):
    return [], {}
