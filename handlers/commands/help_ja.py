"""What `--help` says in Japanese, to stand above the English of the commands' own docstrings.

By what is typed: the short sentence that a list shows, what else there is to say, and each option. A new one is added here.
"""

import inspect
import re
import textwrap
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import click

COLUMNS, BESIDE = 76, 44
"""Of a terminal: for a text of its own, and beside the name of an option. A kanji takes two."""
_NEVER_FIRST = frozenset("、。）」っゃゅょー")
_PIECE = re.compile(r"[!-~]+|.")
"""What stays whole: a word of letters that a keyboard has, or one Japanese letter."""


class Said(NamedTuple):
    short: str
    more: str = ""
    options: Mapping[str, str] = MappingProxyType({})


def explain(command: click.Command, path: str) -> None:
    """Puts the Japanese above the English, of the command that is typed so and of all below it. Once: a second time changes nothing."""
    said = HELP.get(path)
    if said is not None and command.short_help != said.short:
        command.short_help = said.short
        own = inspect.cleandoc(command.help or "")
        command.help = f"\b\n{_wrapped(said.short + said.more, COLUMNS)}\n\n{own}"
        for param in command.params:
            if isinstance(param, click.Option) and param.opts[0] in said.options:
                ja = _wrapped(said.options[param.opts[0]], BESIDE)
                param.help = "\n".join(["\b", ja, *textwrap.wrap(param.help or "", BESIDE)])
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            explain(below, f"{path} {name}".strip())


def _wrapped(text: str, columns: int) -> str:
    """In lines of so many columns. Click counts letters, and breaks only at spaces."""
    lines, width = [""], 0
    for piece in _PIECE.findall(text):
        wide = sum(2 if unicodedata.east_asian_width(letter) in "FWA" else 1 for letter in piece)
        if width + wide > columns and piece not in _NEVER_FIRST:
            lines.append("")
            width = 0
        lines[-1] += piece
        width += wide
    return "\n".join(lines)


HELP: dict[str, Said] = {
    "": Said("ひだまり：名前を言わずに、LINEで相談員と話せます。"),
    "serve": Said(
        "ウェブのプログラムを動かします。",
        options={"--workers": "ウェブのプログラムの数。2つ以上は、PostgreSQLのときだけ。"},
    ),
    "clock": Said("時計のプログラムを動かします。", "LINEに届けることと、期限が来た記録を消すことをします。"),
    "init": Said(
        "データベース、鍵、最初の責任者をつくります。",
        "事務所の代わりになる、紙3枚の中身も書き出します。すでにあるものには上書きしません。",
        {
            "--desk": "窓口。いくつでも書けます。最初の窓口が、LINEのトークを受けます。",
            "--supervisor": "最初の責任者の、サインインの名前。",
            "--sheets": "紙3枚の中身を書き出すフォルダー。",
        },
    ),
    "seed": Said(
        "空のDATA_DIRに、見本の事務所をつくります。",
        "窓口、受付時間、人、鍵、町、予約、資料が入ります。何もたずねず、サインインの名前と合言葉を表示します。",
        {
            "--json": "サインインの名前と合言葉を、JSONで表示します。",
            "--no-flyers": "資料をつくりません。絵をかくのに数秒かかるためです。",
        },
    ),
    "migrate": Said(
        "データベースの表を、この版に合わせます。", "新しい版に入れかえたあと、1回だけ必要です。"
    ),
    "purge": Said(
        "期限が来た記録を消します。",
        "終わると0、消せなかったものがあると1で終わります。",
        {
            "--dry-run": "何件あるかを数えるだけで、消しません。",
            "--days": "--dry-run と使います。これから何日分、毎日の件数を数えるか。",
            "--now": "いまがこの時刻だとして動きます。時差つきのISO 8601。",
        },
    ),
    "doctor": Said(
        "設定、鍵、消去、控え、LINEなどを調べます。",
        "先に直すものがあると1で終わります。「直す」は、だれかが困る前に、すぐ。「注意」は、来週までに。"
        "「目で」は、プログラムにはわからないので、人が確かめてください。",
        {
            "--json": "{check, ok, level, message} の一覧を、JSONで表示します。",
            "--language": "ことば。ふつうは日本語、--json のときは英語です。",
            "--test-webhook": "LINEから1回、呼んでもらいます。serveが動いていることが必要です。",
        },
    ),
    "staff": Said("事務所の人。"),
    "staff invite": Said(
        "だれかが自分の鍵をつくるための、番号を出します。",
        "あて先と、72時間だけ使える1回きりの番号です。これだけでは入れません。責任者がコンソールで確かめます。"
        "責任者を招くときは、責任者が確かめるか、紙3枚のうち2枚を使います。",
        {
            "--display-name": "ほかの人に見える名前。",
            "--role": "役割。counselorは相談員、supervisorは責任者、clerkは予約と資料の係、auditorは監査の人。",
            "--desk": "窓口。いくつでも書けます。",
            "--again": "すでにいる人が、合言葉をなくしたとき。",
        },
    ),
    "hours": Said("窓口がいつ返事をするか。", "曜日ごとの時間、第何曜日、休み。"),
    "hours show": Said(
        "窓口の時間と、これからの休みを表示します。",
        "次に返事ができるのがいつかも出ます。",
        {"--toml": "hours load で読める形で表示します。"},
    ),
    "hours load": Said(
        "FILEに書いた窓口の時間と休みを入れます。",
        "全部入るか、何も入らないかのどちらかです。FILEにない窓口は、そのままです。",
    ),
    "hours close": Said(
        "FIRST_DAYからLAST_DAYまで、休みにします。",
        "どちらの日も休みです。1日だけなら、FIRST_DAYだけ書きます。わけは、notice set で知らせられます。",
        {"--desk": "窓口の記号。書かなければ、全部の窓口が休みになります。"},
    ),
    "hours reopen": Said("このNUMBERの休みを取り消します。", "番号は、hours show で出ます。"),
    "notice": Said("時間や場所が変わるときのお知らせ。", "大雪、休み、部屋が変わるときなど。"),
    "notice set": Said(
        "みんなに知らせます。",
        "同時に、休みにしたり、時間を変えたりもできます。全部できるか、何も変わらないかのどちらかです。"
        "お知らせがいくつもあるときは、いちばん新しいものが出ます。",
        {
            "--ja": "日本語で。",
            "--easy": "やさしい日本語で。",
            "--en": "英語で。",
            "--from": "いつから。書かなければ、いまから。",
            "--until": "いつまで。時差つきのISO 8601。",
            "--close": "この日を休みにもします。何日から何日まで、とも書けます。",
            "--desk": "--close と使います。この窓口だけ。いくつでも書けます。",
            "--hours": "同時に、ファイルから時間を入れます。",
        },
    ),
    "notice show": Said("いまと、これからのお知らせを表示します。"),
    "notice clear": Said(
        "このNUMBERのお知らせを取り消します。",
        "番号を書かなければ、全部です。休みはそのままです。休みは hours reopen で取り消します。",
    ),
    "richmenu": Said("トークの下のメニュー。", "日本語、やさしい日本語、英語の3つです。"),
    "richmenu draw": Said("メニューの絵3枚を、FOLDERに書き出します。", "LINEは使いません。"),
    "richmenu publish": Said(
        "メニューを、LINEのアカウントに載せます。",
        "変わったところだけを載せます。いつでも、途中で止まったあとでも、もう一度実行できます。"
        "新しいメニューがそろうまで、前のメニューが残ります。ほかでつくったメニューには、さわりません。",
    ),
    "richmenu remove": Said("こちらで載せたメニューを、アカウントから外します。"),
    "richmenu show": Said("アカウントにある、こちらのメニューを表示します。"),
    "room": Said("LINEを使わずに書くページ。"),
    "room address": Said(
        "紙や名刺にのせる、ページのあて先を表示します。",
        "この事務所の指紋がついているので、紙から来た人は、だれの鍵かをサーバーにたずねなくてすみます。"
        "指紋か PUBLIC_ORIGIN が変わったら、刷りなおしてください。",
        {
            "--qr": "QRコードも、このSVGファイルに書きます。",
            "--placement": "紙を置く場所。コンソールに出る4文字の記号。",
        },
    ),
    "ledger": Said(
        "消去のあかし（台帳）。", "消したという証明だけが、順につながっています。中身はありません。"
    ),
    "ledger head": Said("台帳のいちばん新しい番号を表示します。", "月に1回、紙に刷って残してください。"),
    "ledger key": Said(
        "台帳の公開鍵を表示します。", "広報紙など、あとからこっそり変えられないところに載せてください。"
    ),
    "ledger export": Said(
        "台帳の全部を、FILEに書き出します。", "だれでも確かめられます。人につながるものは入っていません。"
    ),
    "ledger verify": Said(
        "FILEの台帳を、1件ずつ確かめます。",
        "番号、署名、順番を見ます。設定も、データベースも、サーバーもいりません。",
        {"--public-key": "紙に刷っておいた、台帳の公開鍵。", "--head": "前に刷っておいた番号。"},
    ),
    "audit": Said(
        "操作の記録。", "だれが、いつ、何をしたかです。こっそり変えられないように、つながっています。"
    ),
    "audit head": Said("いちばん新しい番号を表示します。", "台帳の番号といっしょに、紙に残してください。"),
    "audit verify": Said("操作の記録を、1件ずつ確かめます。", options={"--head": "前に刷っておいた番号。"}),
    "backup": Said(
        "データベースの全部を、DIRECTORYに控えます。",
        "1つのファイルと、いちばん新しい鍵の表を書きます。--rehearse をつけると、書いた控えと、そこにあるいちばん古い控えを、"
        "別の場所に戻してみて、消した記録が戻らないことを確かめ、そのあと片づけます。だめなときは1で終わります。",
        {
            "--rehearse": "戻せることと、消した記録が戻らないことを、続けて確かめます。",
            "--new-place": "DIRECTORYは、新しい控えの置き場所です。空でもかまいません。はじめに鍵の表を置きます。",
        },
    ),
    "restore": Said(
        "控えから、空のデータベースに戻します。",
        "DIRECTORYの、いちばん新しい控えを使います。控えのあとに消した記録は、消えたままです。"
        "keysフォルダーとKEKのファイルは、先に元の場所に置いてください。SQLiteの控えをPostgreSQLに、またその逆にも、戻せます。",
    ),
    "manifest": Said(
        "ブラウザーに渡すファイルの一覧を、署名して表示します。",
        "ほかの人が、同じものを受け取っているかを確かめることもできます。",
        {
            "--compare": "動いているサイトの、ひとつひとつのファイルとくらべます。",
            "--verify": "一覧の署名を確かめます。",
            "--fingerprint": "事務所の指紋。紙にある32文字。",
        },
    ),
    "papers": Said(
        "役所に必要な書類の下書きを、DIRに書き出します。",
        "要綱、委託の特記事項、住民向けのページ、議会への説明、アクセシビリティの5つです。どれも、A4のHTMLです。"
        "いまの設定から書きます。役所にしかわからないところは、空けてあります。役所の法務の方に読んでもらうための下書きです。",
        {"--replace": "すでにある書類に上書きします。書きかえたものも消えます。"},
    ),
}
