"""Rows, seals, keys and transactions: all that is kept, and all that makes it unreadable again."""
