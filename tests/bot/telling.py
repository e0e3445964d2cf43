"""Words that tell whoever looks at a telephone what this place is for."""

import regex

TELLING = {
    "ja": ("相談", "宣誓", "性", "暴力", "DV", "LGBT", "被害", "死", "虐待", "パートナー", "セクシュアル", "ジェンダー", "カウンセ"),
    "en": (
        "consult", "counsel", "gender", "sex", "violen", "abus", "lgbt", "lesbian", "gay", "trans", "dv", "oath", "partner", "suicid",
        "die", "death", "harm", "victim", "hotline",
    ),
}  # fmt: skip
TELLING["easy"] = (*TELLING["ja"], "そうだん", "せんせい", "せいべつ", "ぼうりょく", "ひがい")


def found(words: tuple[str, ...], text: str) -> list[str]:
    """Latin words from their beginning, so that a pharmacy does no harm."""
    return [word for word in words if regex.search(rf"(?<![a-z]){regex.escape(word)}", f" {text} ", regex.I)]
