"""The sentences about visits, by where they may be seen: each name is a key and its tokens, with spaces between."""

LOCK = (
    "visit.reminder time code", "visit.reminder_today time code", "visit.notice", "visit.cancelled",
    "visit.forgotten", "visit.declined", "visit.left",
)  # fmt: skip
CARD = (
    "visit.code", "visit.desk code", "visit.later", "visit.new_title", "visit.new_body",
    "visit.once", "visit.held_title", "visit.held_body", "visit.wished_title", "visit.wished_body",
    "visit.wished_done", "visit.waiting_title", "visit.waiting_body", "visit.waiting_done",
    "visit.offered_title", "visit.offered_body until", "visit.taken_back_title",
    "visit.taken_back_body when", "visit.lapsed_title", "visit.lapsed_body", "visit.anywhere_is",
    "visit.persons_are persons", "visit.room_is room", "visit.notice_is notice", "visit.kinds_title",
    "visit.kinds_body", "visit.anywhere_title", "visit.anywhere_body", "visit.earliest day",
    "visit.none_now", "visit.more_title", "visit.more_body", "visit.days_title",
    "visit.times_body", "visit.none_title", "visit.none_body", "visit.wish_title", "visit.wish_body",
    "visit.wish_more", "visit.wait_title", "visit.wait_body", "visit.persons_title", "visit.persons_body",
    "visit.room_title", "visit.room_body", "visit.notice_title", "visit.notice_body", "visit.sure_title",
    "visit.sure_held", "visit.sure_wish", "visit.sure_wait", "visit.done_title", "visit.changed_title",
    "visit.same_code", "visit.edit_title", "visit.edit_body", "visit.move_title", "visit.move_from when",
    "visit.move_to when", "visit.cancel_title", "visit.cancel_body", "visit.other_title",
    "visit.not_now_title", "visit.why_full", "visit.why_closed", "visit.why_too_soon", "visit.why_too_late",
    "visit.why_too_far", "visit.why_limit", "visit.why_gone", "visit.why_stale", "visit.why_past",
    "visit.why_kind", "visit.why_persons", "visit.why_not_here", "visit.why_unread", "visit.erase_title",
    "visit.erase_body",
)  # fmt: skip
LABEL = (
    "visit_label.new", "visit_label.page", "visit_label.page_papers", "visit_label.page_file",
    "visit_label.edit",
    "visit_label.cancel", "visit_label.cancel_wish", "visit_label.cancel_wait", "visit_label.forget",
    "visit_label.keep", "visit_label.go_on", "visit_label.stop", "visit_label.chosen", "visit_label.here",
    "visit_label.anywhere", "visit_label.more_places", "visit_label.other_place", "visit_label.other_day",
    "visit_label.other_times", "visit_label.calendar", "visit_label.none_fits", "visit_label.wish",
    "visit_label.wait", "visit_label.pick", "visit_label.enough", "visit_label.two_weeks",
    "visit_label.one_month", "visit_label.any_time", "visit_label.one_person", "visit_label.persons number",
    "visit_label.room_yes", "visit_label.room_either", "visit_label.no_notice", "visit_label.on_change",
    "visit_label.eve hour", "visit_label.book", "visit_label.ask", "visit_label.do_wait",
    "visit_label.change", "visit_label.accept", "visit_label.decline",
    "visit_label.move", "visit_label.options", "visit_label.erase", "visit_label.keep_visits",
)  # fmt: skip
