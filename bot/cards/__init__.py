"""What the bot answers, one function for each answer, as LINE message objects; `p` is the resident's language.

`tap(action, *args)` makes what a button sends. The actions, short and telling nothing:

| action | args | means |
|---|---|---|
| go | – | consent given |
| more | – | what is kept, and where |
| stop | – | no consent: erase at once |
| t | place in `TOPICS` | topic chosen |
| d | no, maybe, skip | others may see this screen |
| a | plain, quiet, knock | how replies arrive |
| h | any, day, evening, office | when replies may arrive |
| l | yes, no | tell the location, or drop it |
| w | – | write here, in the talk |
| n | – | a new page, in the place of the one before |
| e | now, later, keep | erase everything now, when it ends, or not |
| x | yes, no | end the talk, or go on |
| s | – or question (1–3) and item | begin the survey; an answer ("skip" is one too) |
| v… | | visits: bot/visiting |
| f… | | flyers: bot/flyers/talk.py |
"""

from bot.cards.arriving import arrival, arrival_set, knock, language_set, nothing_to_read
from bot.cards.beginning import consent, consent_more, device, device_hints, examples, topics, write_now
from bot.cards.ending import end_ask, ended, silence, survey, survey_thanks
from bot.cards.erasing import (
    erase_check,
    erase_held,
    erase_is_closed,
    erase_nothing,
    erase_now,
    erase_offer,
    erase_when_closed,
)
from bot.cards.flyers import MOST as MOST_FLYERS
from bot.cards.flyers import (
    flyer_erase,
    flyer_list,
    flyer_news,
    flyer_picture,
    flyer_pictures,
    flyer_said,
    flyer_told,
)
from bot.cards.items import ARRIVALS, HOURS, SURVEY, TOPICS, Tap
from bot.cards.ringing import booking, flyers, not_here, not_now, urgent, young
from bot.cards.room import room_again, room_choose, room_got, room_instead, room_open
from bot.cards.telling import (
    cannot_receive,
    location_ask,
    location_dropped,
    location_told,
    not_text,
    received,
    too_large,
)
from bot.cards.visit_choosing import (
    visit_days,
    visit_kinds,
    visit_none,
    visit_places,
    visit_refused,
    visit_times,
    visit_wait,
    visit_wish,
)
from bot.cards.visit_deciding import visit_question, visit_sure
from bot.cards.visit_list import (
    visit_cancel,
    visit_done,
    visit_edit,
    visit_ended,
    visit_erase,
    visit_move,
    visit_pending,
    visits,
)
from bot.cards.welcome import about, check_account, greeting, menu, old_button, outings, welcome_back

__all__ = [
    "ARRIVALS",
    "HOURS",
    "MOST_FLYERS",
    "SURVEY",
    "TOPICS",
    "Tap",
    "about",
    "arrival",
    "arrival_set",
    "booking",
    "cannot_receive",
    "check_account",
    "consent",
    "consent_more",
    "device",
    "device_hints",
    "end_ask",
    "ended",
    "erase_check",
    "erase_held",
    "erase_is_closed",
    "erase_nothing",
    "erase_now",
    "erase_offer",
    "erase_when_closed",
    "examples",
    "flyer_erase",
    "flyer_list",
    "flyer_news",
    "flyer_picture",
    "flyer_pictures",
    "flyer_said",
    "flyer_told",
    "flyers",
    "greeting",
    "knock",
    "language_set",
    "location_ask",
    "location_dropped",
    "location_told",
    "menu",
    "not_here",
    "not_now",
    "not_text",
    "nothing_to_read",
    "old_button",
    "outings",
    "received",
    "room_again",
    "room_choose",
    "room_got",
    "room_instead",
    "room_open",
    "silence",
    "survey",
    "survey_thanks",
    "too_large",
    "topics",
    "urgent",
    "visit_cancel",
    "visit_days",
    "visit_done",
    "visit_edit",
    "visit_ended",
    "visit_erase",
    "visit_kinds",
    "visit_move",
    "visit_none",
    "visit_pending",
    "visit_places",
    "visit_question",
    "visit_refused",
    "visit_sure",
    "visit_times",
    "visit_wait",
    "visit_wish",
    "visits",
    "welcome_back",
    "write_now",
    "young",
]
