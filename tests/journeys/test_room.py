"""A whole consultation in the room, between two real browsers; and nobody in between learns a word of it."""

import io
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from storage import room_keys
from storage.contexts import b64
from tests.harness.tab import OpenTab, sees
from tests.harness.until import until
from tests.harness.watch import CanaryWatch
from tests.journeys.room_town import RoomTown
from tests.journeys.rooms import Hanako, Sato

# Random, so that no source file anywhere says them.
WORDS, ANSWER, NOTE, PLACE = (f"かなりあ{secrets.token_hex(6)}の部屋" for _ in range(4))
AGREED, DECOY = f"あじさい{secrets.token_hex(4)}", f"天気の話{secrets.token_hex(4)}"
NAME = f"診断書{secrets.token_hex(6)}"
SPOKEN = [WORDS, ANSWER, NOTE, PLACE, AGREED, DECOY, NAME]
CAMERA = "hanakos-camera"


@pytest.fixture
def town(tmp_path_factory: pytest.TempPathFactory, module_database_url: str) -> Iterator[RoomTown]:
    made = RoomTown(tmp_path_factory.mktemp("town"), module_database_url)
    yield made
    made.end()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """As a phone takes it: with the place, and a name."""
    folder, drawn = tmp_path / CAMERA, io.BytesIO()
    folder.mkdir()
    photo = Image.frombytes("RGB", (160, 160), os.urandom(160 * 160 * 3))
    exif = Image.Exif()
    exif[0x010E] = PLACE.encode()
    photo.save(drawn, "JPEG", quality=95, exif=exif)
    file = folder / f"{NAME}.jpg"
    file.write_bytes(drawn.getvalue())
    return file


@pytest.mark.parametrize(
    ("module_database_url", "open_tab"),
    [("postgresql", "chromium"), ("sqlite", "firefox")],
    indirect=True,
)
def test_between_two_browsers_nobody_learns_a_word(
    town: RoomTown, open_tab: OpenTab, database_files: Path, picture: Path
) -> None:
    world, shown = town.world, picture.read_bytes()
    pieces = [shown[at : at + 24] for at in range(700, len(shown) - 24, len(shown) // 6)]
    canaries: list[str | bytes] = [*SPOKEN, *pieces, world.sign_ins["sato"]]
    places = [world.data_dir, database_files, Path(tempfile.gettempdir())]
    with CanaryWatch(canaries, places, outputs=[world.web, world.clock], exclude=[f"*/{CAMERA}"]) as watch:
        town.start(loud=True)
        hanako, sato = Hanako(open_tab("phone")), Sato(open_tab("desk"))
        code = they_talk(town, hanako, sato, picture)
        secret = room_keys.read_resume_code(code)
        access = room_keys.access_of(secret, town.keys.fingerprint)
        canaries += [code, code.replace(" ", ""), secret]
        watch.look_for_too(code, code.replace(" ", ""), secret, access)
        elsewhere = Hanako(open_tab("phone"))
        it_goes_on_elsewhere(town, elsewhere, hanako, sato, code)
        it_ends(hanako, sato)
        elsewhere.tab.reload()
        sees(elsewhere.tab, "ここまでのやりとりは、消えました")
    assert watch.hits == []
    assert watch.looked > 1
    assert " DEBUG " in world.web.said
    assert town.browsers.found(canaries) == []
    assert town.line.found([*canaries, access]) == []
    addresses = [one.path for one in town.browsers.exchanges]
    names = [b64(access)[:12], *(id[:12] for id in rooms_in(town))]
    assert len(names) > 1
    assert [one for one in addresses if "/room/" in one and any(name in one for name in names)] == []
    assert any("/room/uploads/" in one for one in addresses), "a picture went through the same line"


def they_talk(town: RoomTown, hanako: Hanako, sato: Sato, picture: Path) -> str:
    """Hanako writes first, and has written down her number, which is what comes back."""
    hanako.arrive(town.address)
    assert "#" not in hanako.tab.evaluate("() => location.href + history.state")
    hanako.tab.press("もやっとしている")
    hanako.tab.press("ない")
    hanako.say(WORDS)
    code = hanako.number()
    hanako.sends(picture, original=True)
    hanako.agrees(AGREED, DECOY)
    sato.sign_in(town.origin, "sato", town.world.sign_ins["sato"])
    sato.open(sato.only_one())
    sees(sato.tab, WORDS)
    sees(sato.tab, "もやっとしている")
    sato.tab.press("担当する")
    sato.reply(ANSWER)
    sato.notes(NOTE)
    sato.looks_at_the_picture()
    sees(hanako.tab, ANSWER)
    assert NOTE not in hanako.tab.text()
    return code


def it_goes_on_elsewhere(town: RoomTown, elsewhere: Hanako, hanako: Hanako, sato: Sato, code: str) -> None:
    """On another phone, by the number."""
    elsewhere.resume(town.address, code)
    sees(elsewhere.tab, ANSWER)
    assert NOTE not in elsewhere.tab.text()
    elsewhere.say(f"{WORDS}のつづき")
    sees(hanako.tab, f"{WORDS}のつづき")
    sees(sato.tab, f"{WORDS}のつづき")


def it_ends(hanako: Hanako, sato: Sato) -> None:
    """Hanako closes it, and then has all of it destroyed."""
    hanako.ends()
    sees(sato.tab, "相手が終わりにしました")
    hanako.erases()
    sees(hanako.tab, "消えました。予備の写しからも、もう読めません。")
    until(lambda: sato.list() == [])


def rooms_in(town: RoomTown) -> set[str]:
    """The ids that were told to browsers: bodies may have them, addresses of the room may not."""
    told = town.browsers.of("GET", "/room/consultation")
    return {str(one.json["id"]) for one in told if one.status == 200}
