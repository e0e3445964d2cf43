"""The three sheets of paper as pages to be printed: self-contained, one A4 page each, for somebody who has never seen one."""

import os
from html import escape
from pathlib import Path

from handlers.times import japanese_moment
from storage.contexts import fingerprint_text
from storage.founding import Sheet, Unacceptable


class Folder:
    """Where the sheets are put. Used in a `with`: when what happens inside fails, nothing is left behind."""

    def __init__(self, path: Path) -> None:
        """Raises `Unacceptable` for a folder that can't be made or holds sheets already."""
        self.path = path
        self._made: list[Path] = []
        try:
            self._is_new = not path.exists()
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.mkdir(mode=0o700, exist_ok=True)
            taken = any(path.glob("sheet-*.html"))
        except OSError as error:
            raise Unacceptable(
                f"The folder {path} for the sheets can't be made.",
                f"紙を入れるフォルダー {path} を作れません。",
            ) from error
        if taken:
            raise Unacceptable(
                f"There are sheets in {path} already, and they will not be replaced.",
                f"{path} には、もう紙が入っています。上書きはしません。",
            )

    def __enter__(self) -> "Folder":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            return
        for page in self._made:
            page.unlink(missing_ok=True)
        if self._is_new:
            self.path.rmdir()

    def put(self, fingerprint: bytes, sheets: list[Sheet], *, now: int) -> None:
        """One file for each sheet, readable by its owner only. `now` in ms. Raises `Unacceptable`."""
        for number, sheet in enumerate(sheets, 1):
            path = self.path / f"sheet-{number}.html"
            try:
                file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                self._made.append(path)
                with os.fdopen(file, "w", encoding="utf-8") as opened:
                    opened.write(page(fingerprint, sheet, number, len(sheets), now=now))
            except OSError as error:
                raise Unacceptable(
                    f"The sheets can't be written into {self.path}.", f"{self.path} に、紙を書けません。"
                ) from error


def page(fingerprint: bytes, sheet: Sheet, number: int, of: int, *, now: int) -> str:
    """One sheet as HTML."""
    day = japanese_moment(now).partition("日")[0] + "日"
    return _PAGE.format(
        number=number,
        of=of,
        day=escape(day),
        office=_groups(" ".join(_in_fours(fingerprint_text(fingerprint)))),
        a=_groups(sheet.root),
        b=_groups(sheet.recovery),
    )


def _in_fours(text: str) -> list[str]:
    return [text[at : at + 4] for at in range(0, len(text), 4)]


def _groups(code: str) -> str:
    return "".join(f"<span>{escape(group)}</span>" for group in code.split())


_PAGE = """<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>復旧用紙 {number}/{of}</title>
<style>
  @page {{ size: A4; margin: 18mm; }}
  * {{ box-sizing: border-box; }}
  body {{ margin: 0 auto; max-width: 174mm; padding: 8mm 0; color: #111; background: #fff; line-height: 1.7; font-size: 11pt;
    font-family: "BIZ UDPGothic", "BIZ UDGothic", "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", sans-serif; }}
  @media screen {{ body {{ padding: 18mm 8mm; }} }}
  @media print {{ body {{ padding: 0; }} }}
  header {{ display: flex; justify-content: space-between; align-items: baseline; border-bottom: 1.5pt solid #111; }}
  h1 {{ font-size: 20pt; margin: 0 0 2mm; }}
  header p {{ font-size: 16pt; font-weight: 700; margin: 0 0 2mm; }}
  h2 {{ font-size: 12.5pt; margin: 6mm 0 1mm; }}
  ul {{ margin: 4mm 0 0; padding-left: 6mm; }}
  p {{ margin: 0; }}
  .code {{ display: grid; grid-template-columns: repeat(4, 1fr); border: 1pt solid #111; border-radius: 2mm; padding: 4mm;
    margin-top: 2mm; row-gap: 3mm; text-align: center; font: 700 18pt/1.2 "BIZ UDGothic", "Noto Sans Mono CJK JP",
    "Courier New", monospace; letter-spacing: .12em; }}
  .office {{ font-size: 12pt; font-weight: 400; }}
  .keeper {{ display: grid; grid-template-columns: 2fr 1fr 1fr; gap: 6mm; margin-top: 8mm; }}
  .keeper p {{ border-bottom: .5pt solid #111; padding-bottom: 8mm; font-size: 9.5pt; }}
  footer {{ margin-top: 5mm; font-size: 9.5pt; }}
</style>
<header><h1>復旧用紙</h1><p>{number}枚目（{of}枚のうち）</p></header>
<ul>
  <li><b>1人が1枚だけ</b>持ちます。3人が、べつべつの、鍵のかかる所にしまってください。</li>
  <li>2枚そろうと使えます。<b>2枚を同じ所に置かないでください。</b></li>
  <li>写真にとったり、書きうつしたり、パソコンに残したりしないでください。</li>
  <li>OとIは、文字のオーとアイです。符号に、数字の0、1、8、9は出てきません。</li>
</ul>
<h2>A：責任者を加えるための符号</h2>
<p>新しい責任者を加えるときに使います。</p>
<p class="code">{a}</p>
<h2>B：相談を読めるようにもどすための符号</h2>
<p>だれの合言葉でも読めない相談があるときに使います。ふだんは使いません。</p>
<p class="code">{b}</p>
<h2>窓口の番号</h2>
<p>画面に出る番号と同じことを、符号を入れる前に確かめてください。</p>
<p class="code office">{office}</p>
<div class="keeper"><p>持つ人</p><p>受けとった日</p><p>ためした日</p></div>
<footer>作った日：{day}<br>なくしたとき、ほかの人に見られたときは、すぐに責任者に知らせてください。</footer>
</html>
"""
