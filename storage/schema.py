"""The tables, brought up to date by Alembic. Importing this module registers every table with the metadata."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from storage import (
    attachments,
    attempts,
    audit,
    blocks,
    booking_links,
    booking_wishes,
    bookings,
    checks,
    co_readings,
    consultations,
    designs,
    desk_rules,
    desks,
    flyer_versions,
    flyers,
    holds,
    hours,
    invitations,
    ledger,
    mailings,
    outbox,
    paper_orders,
    passkeys,
    place_papers,
    placements,
    policies,
    prekeys,
    purge_runs,
    quota,
    receipts,
    referrals,
    reports,
    residents,
    room_links,
    room_uploads,
    rooms,
    rosters,
    second_factor,
    session_ends,
    sessions,
    shred,
    slot_patterns,
    slots,
    split_keys,
    staff,
    subscribers,
    survey_slips,
    templates,
    totals,
    transcripts,
    visit_clerks,
    visit_kinds,
    visit_places,
)
from storage.database import SCHEMA, metadata

TABLES = (
    *(attachments, attempts, audit, blocks, checks, co_readings, consultations, desk_rules),
    *(desks, holds, hours, invitations, ledger, outbox, passkeys, policies),
    *(prekeys, purge_runs, quota, receipts, referrals, reports, residents, room_links),
    *(room_uploads, rooms, rosters, second_factor, session_ends),
    *(sessions, shred, split_keys, staff, survey_slips, templates, totals, transcripts),
    *(visit_places, visit_kinds, visit_clerks, place_papers, slot_patterns, slots),
    *(bookings, booking_wishes, booking_links),
    *(flyers, flyer_versions, placements, subscribers, mailings, paper_orders, designs),
)


def upgrade(url: str) -> None:
    """Creates or migrates the tables; does nothing when they are as this version needs them."""
    command.upgrade(configuration(url), SCHEMA)


def configuration(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = url
    config.attributes["metadata"] = metadata
    return config
