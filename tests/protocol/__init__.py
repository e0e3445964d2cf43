"""Protocol consult/1: what must open, and everything that must be refused with which code."""
