"""What stops a program before it begins, or keeps a command from its work, said in one sentence."""


class Refusal(Exception):
    """One sentence for the operator, in English as `str` and in Japanese as `ja`: the command line prints both and ends with 1.

    It names what to mend, and holds no secret.
    """

    def __init__(self, sentence: str, ja: str) -> None:
        super().__init__(sentence)
        self.ja = ja
