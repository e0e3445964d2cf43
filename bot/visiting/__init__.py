"""The dialogue about visits in the talk: stateless, for what is chosen travels in signed buttons (bot/buttons.py).

Nothing here begins a consultation, or knows of one. Call-names and notes are not asked for: LINE would keep them, and there is
the page. A seat is held when a time is tapped, and booked at "yes"; each step of bot/visits/steps.py can be said twice.

The actions of its buttons; `kind` and `place` are ids ("-" is anywhere), `slot` is a moment in minutes (base36), `booking` an id
(base64url), `answers` are persons, room (y | e) and notices (n | c | hour), as far as they are given:

| action | args | means |
|---|---|---|
| vv | – | one's own bookings, and a new one |
| vk | [kind, first place] | a new one: which kind; then which place |
| vd | kind, place, [booking] | which day; `booking` is moved there |
| vt | kind, place, day (YYYYMMDD, or "-" as picked), [booking] | which time |
| vs | kind, place, slot | this time: hold it |
| vz | kind, place | no time suits |
| vw | kind, place, [slots with - between] | a wish: one more time, as picked |
| vp | kind, place | until when to wait |
| vb | booking, slot, answers, [y] | a held time: what is still to be asked; y books it |
| vh | kind, place, slots, answers, [y] | the same for wishes |
| vq | kind, place, first-last day, answers, [y] | the same for waiting |
| vc | booking, answers, [y] | the same for a change of what is booked |
| ve | booking | what to change |
| vm | booking, slot, sequence, [y, n] | another time |
| vx | booking, [sequence, y, n or f] | give it up; f also erases it at once |
| va | booking, slot, y or n | an offer |
| vf | y or n | at 「消す」: bookings too |
"""
