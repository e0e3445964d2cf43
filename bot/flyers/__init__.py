"""Flyers: what is uploaded, shown, printed, and told to who wants to know of new ones."""
