"""Words that raise a flag: rather once too often than once too few, but not for a good meal."""

import pytest

from bot.danger import points_to_danger


@pytest.mark.parametrize(
    "text",
    [
        "もう死にたい", "しにたいです", "消えてしまいたい", "いなくなりたいと思うことがある", "生きるのがつらい",
        "昨日リスカした", "ODした", "ＯＤした", "薬をたくさん飲んだ", "首をつろうと思って",
        "夫に殴られます", "親にたたかれる", "包丁を持ち出された", "むりやりさわられた", "無理やり脱がされた",
        "家に閉じ込められています", "助けて", "たすけて ください", "DVかもしれない", "ストーカーされてる", "死ぬほどつらい",
        "死ぬほどおいしいと言っていた人が、もう死にたいと言う",
        "I want to die", "i don’t want to live anymore", "He hits me", "thinking about suicide", "I was raped", "please help me",
        "My father abuses me", "he CHOKED me",
    ],
)  # fmt: skip
def test_somebody_looks_here_first(text: str) -> None:
    assert points_to_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "死ぬほどおいしいラーメンでした", "笑い死にそう", "お腹すいて死にそう", "眠くて死にそうです",
        "この前は助けてくれてありがとう", "データを消したいです", "書いたことを全部消したい", "消す", "蚊に刺された",
        "援助を受けられますか", "首都に引っこします", "うちの猫が死にました", "仕事に忙殺されています",
        "パートナーシップのことを聞きたい", "女の人が好きかもしれない", "自分の性別がわからない", "もやもやする",
        "Could you help me with the form?", "I am dying laughing", "Suicide Squad was fun", "I like grapes", "a skilled worker",
        "domestic flights to Asahikawa", "drapes", "", "😀",
    ],
)  # fmt: skip
def test_an_innocent_sentence_is_read_in_turn(text: str) -> None:
    assert not points_to_danger(text)


def test_a_message_of_any_length_is_looked_at_in_no_time() -> None:
    for text in ("あ" * 5_000, "笑い" * 2_500, "眠くて" * 1_600, "a" * 5_000, "死" * 5_000):
        assert not points_to_danger(text)
