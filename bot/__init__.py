"""Understands what LINE sends, decides what to do, and speaks LINE."""
