"""The doors by which places are set up for a year: what holds there, when, with which papers, and who works there."""

from handlers.console.visits import clerks, kinds, papers, patterns, place_order, places, unusual_days

doors = (
    places.door,
    place_order.door,
    patterns.door,
    unusual_days.door,
    papers.door,
    kinds.door,
    clerks.door,
)
