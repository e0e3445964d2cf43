"""Flyers that residents see, for stories about the talk: neutral words in three languages, and pages that are JPEG to LINE."""

from io import BytesIO

from PIL import Image

from storage import flyer_versions, flyers
from storage.flyer_versions import Picture
from storage.flyers import Flyer
from tests.cast import Town

NEWS = "新しい資料があります。見たいときは、メニューの『資料』をひらいてください。"
NEWS_EASY = (
    "新(あたら)しい 資料(しりょう)が あります。見(み)たいときは、メニューの『しりょう』を おして ください。"
)
NEWS_EN = 'There is a new leaflet. If you would like to see it, open "Leaflets" in the menu.'


def put_up(
    town: Town, name: str = "A", *, pages: int = 1, card: str | None = None, shown: bool = True
) -> Flyer:
    """A flyer with that many pages, drawn at three widths; `shown` from now on."""
    words = {
        f"{part}_{language}": f"{part} {name} {language}"
        for part in ("title", "text", "audience")
        for language in ("ja", "easy", "en")
    }
    talk = {"talk_ja": f"資料{name}", "talk_easy": f"しりょう {name}", "talk_en": f"Leaflet {name}"}
    made = Flyer(
        id=flyers.new_id(), revision=1, position=0, languages="ja,en", card=card, version=1,
        shown_from=town.clock() if shown else None, shown_until=None, changed_at=town.clock(), **words, **talk,
    )  # fmt: skip
    pictures = [
        Picture(page, width, width * 2, "jpeg", jpeg(width))
        for page in range(1, pages + 1)
        for width in (240, 480, 960)
    ]
    with town.database.transaction() as connection:
        stored = flyers.add(connection, made)
        flyer_versions.add(connection, made.id, b"%PDF", pictures, [""] * pages, town.clock())
    return stored


def hide(town: Town, flyer: Flyer, *, again: bool = False) -> None:
    """The office takes it from the shelf, or puts it back."""
    with town.database.transaction() as connection:
        found = flyers.find(connection, flyer.id)
        assert found is not None
        dated = found._replace(shown_from=town.clock() if again else None)
        assert flyers.change(connection, dated, revision=found.revision)


def jpeg(width: int) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (width, width * 2), "white").save(drawn, "jpeg")
    return drawn.getvalue()
