"""The sentences about flyers, by where they may be seen: each name is a key and its tokens, with spaces between."""

LOCK = (
    "flyers.alt", "flyers.gone", "flyers.news", "flyers.joined", "flyers.left", "flyers.declined", "flyers.not_shown",
    "flyers.erased",
)  # fmt: skip
CARD = (
    "flyers.title", "flyers.body", "flyers.written_in languages", "flyers.ways_title", "flyers.ways_body",
    "flyers.picture_title", "flyers.picture_body", "flyers.rest_title", "flyers.rest_body shown pages",
    "flyers.news_title", "flyers.news_screen", "flyers.news_body", "flyers.told_title", "flyers.told_body",
    "flyers.erase_title", "flyers.erase_body",
)  # fmt: skip
LABEL = (
    "flyer_label.look", "flyer_label.aloud", "flyer_label.picture", "flyer_label.card", "flyer_label.more",
    "flyer_label.places", "flyer_label.join", "flyer_label.leave", "flyer_label.show", "flyer_label.not_show",
    "flyer_label.yes", "flyer_label.no", "flyer_label.stay",
)  # fmt: skip
