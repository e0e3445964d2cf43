"""What stops a program before it begins, said in one sentence."""


class Refusal(Exception):
    """One sentence for the operator: `app.py` prints it and ends with 1. It names what to mend, and holds no secret."""
