"""A fake LINE platform, stricter than LINE, and a phone in the browser.

The rest of the product never imports this package: it is reached by configuration, as LINE is.
Everything lives in the memory of one process; nothing is written to disk and no text is logged.
"""
