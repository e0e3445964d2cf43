"""The doors of the calendar for visits, below /console/visits/: for clerks at their places, for supervisors at all."""

from handlers.console.visits import (
    attendances,
    bookings,
    calendar,
    days,
    moves,
    pool,
    preparing,
    prints,
    proposals,
    rooms,
    slots,
)

doors = (
    calendar.door,
    days.door,
    pool.door,
    bookings.door,
    rooms.door,
    attendances.door,
    moves.door,
    proposals.door,
    slots.door,
    prints.door,
    *preparing.doors,
)
