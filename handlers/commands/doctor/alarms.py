"""What to do about each alarm of the watchdog, in Japanese with the console's words, and in English."""

from retention.watchdog import Code

ALARMS: dict[Code, tuple[str, str]] = {
    "missed-run": (
        "夜の消去が、1日以上動いていません。`python app.py clock` を動かすか、`python app.py purge` を実行してください。",
        "No purge has ended for 26 hours. Start `python app.py clock`, or run `python app.py purge`.",
    ),
    "orphan-rows": (
        "消したはずの記録の一部が、残っています。`python app.py purge` を実行し、それでも残るなら、開発元に知らせてください。",
        "Rows stand without what they belong to. Run `python app.py purge`; if it stays, report it.",
    ),
    "consultation-without-key": (
        "鍵がなくて開けない相談があります。古いKEKのファイルを戻しませんでしたか。docs/operations.ja.md を見てください。",
        "A consultation has lost its key. Was an older KEK file put back? See docs/operations.md.",
    ),
    "key-without-consultation": (
        "どの相談、予約、取り寄せのものでもない鍵が、残っています。`python app.py purge` を実行してください。",
        "A key outlived its consultation, booking or order of paper. Run `python app.py purge`.",
    ),
    "booking-without-key": (
        "鍵がなくて、名前やメモを開けない予約があります。古いKEKのファイルを戻しませんでしたか。docs/operations.ja.md を見てください。",
        "A booking has lost its key. Was an older KEK file put back? See docs/operations.md.",
    ),
    "booking-without-seat": (
        "決まっているのに、時間の枠がとれていない予約があります。窓口担当が、あいている時間に移してください。そのあと、開発元に知らせてください。",
        "A visit is agreed that no place is kept for. Let a clerk move it to a free time; then report it.",
    ),
    "seat-without-booking": (
        "だれの予約でもないのに、ふさがっている枠があります。開発元に知らせてください。それまで、その時間の予約は1件少なくなります。",
        "A place is kept for nobody. Report it: until then a visit fewer can be booked at that time.",
    ),
    "order-without-key": (
        "鍵がなくて、送り先を開けない資料の取り寄せがあります。古いKEKのファイルを戻しませんでしたか。docs/operations.ja.md を見てください。",
        "An order of paper has lost its key. Was an older KEK file put back? See docs/operations.md.",
    ),
    "order-overdue": (
        "消える日をすぎた資料の取り寄せが、残っています。`python app.py purge` を実行してください。",
        "An order of paper stayed longer than the policy says. Run `python app.py purge`.",
    ),
    "unshipped-table": (
        "控えの置き場所（BACKUP_DIR）に、いちばん新しい鍵の表がありません。消去は、まだ終わっていません。`python app.py purge` を実行してください。",
        "The newest table of shred keys is not where BACKUP_DIR points. Run `python app.py purge`.",
    ),
    "unfinished-rotation": (
        "消去が、途中で止まっています。`python app.py purge` を実行し、出てきた文を見てください。",
        "Something erased is not final yet. Run `python app.py purge` and look at what it says.",
    ),
    "kek-away": (
        (
            "消去のための鍵（KEK）を預けている先（Vault）が答えません。いま動いているものは動きつづけますが、新しい相談は始められず、消去も終わりません。"
            "動いているか、封印（sealed）されたままでないか、つながるかを見てください（docs/decisions/key-holders.md）。"
        ),
        (
            "Vault, which holds the KEK, does not answer. What runs goes on; nothing new starts, and no deletion"
            " becomes final: look whether it runs, is unsealed and can be reached (docs/decisions/key-holders.md)."
        ),
    ),
    "kek-volume": (
        "消去のための鍵が、上書きで消せない場所に置かれています。KEKのファイルを ext4 に移してください（docs/operations.ja.md）。",
        "The KEK file lies where overwriting does not overwrite. Move it to ext4: docs/operations.md.",
    ),
    "ledger-broken": (
        "消去のあかしが、書きかえられたおそれがあります。`python app.py ledger export` のあと、`ledger verify` を実行してください。",
        "The ledger does not hold. Run `python app.py ledger export`, then `ledger verify`.",
    ),
    "audit-broken": (
        "操作の記録が、書きかえられたおそれがあります。`python app.py audit verify` を実行してください。",
        "The audit log does not hold. Run `python app.py audit verify`.",
    ),
}
