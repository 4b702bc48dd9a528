"""检察改革事例库: published reform cases as structured records, each value tied to its source characters.

Where things live is described on one page in docs/architecture.md.
"""
