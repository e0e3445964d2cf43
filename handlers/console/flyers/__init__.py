"""The doors of flyers below /console/: for clerks and supervisors. Nothing here has to do with a consultation."""

from handlers.console.flyers import (
    designs,
    flyers,
    mailings,
    order,
    orders,
    papers,
    pictures,
    placements,
    previews,
    shown,
    versions,
)

doors = (
    mailings.door,
    orders.door,
    order.door,
    flyers.door,
    versions.door,
    pictures.door,
    shown.door,
    previews.door,
    placements.door,
    designs.door,
    papers.door,
)
