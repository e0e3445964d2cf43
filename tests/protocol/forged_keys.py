"""Attacks on the first page of a case and on its wrapped keys."""

from dataclasses import replace
from os import urandom

from storage.genesis import Genesis, make_genesis
from storage.sealing import Identity, Recipient, seal
from storage.wrapsets import WrapSet
from tests.protocol.forgeries import changed, flipped, forgery
from tests.protocol.office import LIFE, TAX, Case, Office, Person
from tests.protocol.story import Story

OFF_CURVE = b"\x04" + bytes(63) + b"\x05"


def _first_page(case: Case, genesis: Genesis) -> Story:
    return replace(Story.of(case), genesis=dict(genesis.as_dict()))


def _signed_page(office: Office, genesis: Genesis, signer: Person) -> Genesis:
    return replace(genesis, sig=signer.signer.sign(genesis.signed_bytes(office.fp)))


def _keys(case: Case, *wrapsets: WrapSet) -> Story:
    return replace(Story.of(case), wrapsets=[dict(wrapset.as_dict()) for wrapset in wrapsets])


def _signed(office: Office, wrapset: WrapSet, creator: Person | None = None) -> WrapSet:
    """Whoever made the wrap set signs it as it is now."""
    signer = (creator or office.intake).signer
    return replace(wrapset, sig=signer.sign(wrapset.signed_bytes(office.fp)))


def _rewrapped(office: Office, case: Case, scalar: bytes) -> WrapSet:
    """A creator who puts something else into Sato's wrap."""
    info = case.wrapset.wrap_info(office.fp, office.sato.kid)
    wrap = seal(Recipient(office.sato.epk), scalar, info=info)
    return _signed(office, replace(case.wrapset, wraps=case.wrapset.wraps | {office.sato.kid: wrap}))


@forgery("genesis")
def a_case_moved_to_another_desk(office: Office, case: Case) -> Story:
    return _first_page(case, replace(case.genesis, desk=TAX))


@forgery("genesis")
def a_first_page_with_another_key(office: Office, case: Case) -> Story:
    return _first_page(case, replace(case.genesis, key_id=urandom(16)))


@forgery("genesis")
def a_first_page_of_a_lane_that_does_not_exist(office: Office, case: Case) -> Story:
    return _first_page(case, _signed_page(office, replace(case.genesis, lane="phone"), office.intake))


@forgery("intake-key")
def an_intake_that_no_roster_knows(office: Office, case: Case) -> Story:
    stranger, old = Person("intake", "受付"), case.genesis
    forged = make_genesis(
        office.fp, stranger.signer, stranger.kid, case=old.case, desk=LIFE, key_id=old.key_id
    )
    return _first_page(case, forged)


@forgery("intake-key")
def another_signing_key_under_the_intakes_name(office: Office, case: Case) -> Story:
    stranger = Person("intake", "受付")
    return _first_page(case, _signed_page(office, replace(case.genesis, in_spk=stranger.spk), stranger))


@forgery("intake-key")
def a_counselor_who_opens_a_case(office: Office, case: Case) -> Story:
    sato, old = office.sato, case.genesis
    forged = make_genesis(office.fp, sato.signer, sato.kid, case=old.case, desk=LIFE, key_id=old.key_id)
    return _first_page(case, _signed_page(office, replace(forged, in_epk=sato.epk), sato))


@forgery("genesis")
def a_first_page_with_a_field_missing(office: Office, case: Case) -> Story:
    story = Story.of(case)
    return replace(story, genesis={name: value for name, value in story.genesis.items() if name != "desk"})


@forgery("signature")
def a_ghost_among_the_members(office: Office, case: Case) -> Story:
    ghost = Person("counselor", "誰か")
    wrap = seal(Recipient(ghost.epk), urandom(32), info=b"")
    return _keys(case, replace(case.wrapset, wraps=case.wrapset.wraps | {ghost.kid: wrap}))


@forgery("not-entitled")
def a_ghost_whom_the_server_itself_wraps_for(office: Office, case: Case) -> Story:
    ghost = Person("counselor", "誰か")
    info = case.wrapset.wrap_info(office.fp, ghost.kid)
    wrap = seal(Recipient(ghost.epk), case.key.scalar(), info=info)
    return _keys(case, _signed(office, replace(case.wrapset, wraps=case.wrapset.wraps | {ghost.kid: wrap})))


@forgery("signature")
def a_case_key_that_somebody_wrote_into_the_database(office: Office, case: Case) -> Story:
    return _keys(case, replace(case.wrapset, case_pk=Identity.generate().recipient.public))


@forgery("point")
def a_case_key_that_is_no_point(office: Office, case: Case) -> Story:
    return _keys(case, _signed(office, replace(case.wrapset, case_pk=OFF_CURVE)))


@forgery("key-mismatch")
def another_key_in_satos_wrap(office: Office, case: Case) -> Story:
    return _keys(case, _rewrapped(office, case, Identity.generate().scalar()))


@forgery("key-mismatch")
def no_key_in_satos_wrap(office: Office, case: Case) -> Story:
    return _keys(case, _rewrapped(office, case, bytes(32)))


@forgery("wrap")
def kudos_wrap_under_satos_name(office: Office, case: Case) -> Story:
    wraps = case.wrapset.wraps | {office.sato.kid: case.wrapset.wraps[office.kudo.kid]}
    return _keys(case, _signed(office, replace(case.wrapset, wraps=wraps)))


@forgery("wrap")
def a_wrap_used_again_for_another_key(office: Office, case: Case) -> Story:
    return _keys(case, _signed(office, replace(case.wrapset, key_id=urandom(16))))


@forgery("wrap")
def a_wrap_made_for_another_office(office: Office, case: Case) -> Story:
    info = case.wrapset.wrap_info(bytes(20), office.sato.kid)
    wrap = seal(Recipient(office.sato.epk), case.key.scalar(), info=info)
    return _keys(case, _signed(office, replace(case.wrapset, wraps={office.sato.kid: wrap})))


@forgery("wrap")
def a_wrap_whose_encapsulated_key_is_no_point(office: Office, case: Case) -> Story:
    wrap = OFF_CURVE + case.wrapset.wraps[office.sato.kid][65:]
    return _keys(case, _signed(office, replace(case.wrapset, wraps={office.sato.kid: wrap})))


@forgery("wrap")
def a_wrap_cut_short(office: Office, case: Case) -> Story:
    wrap = case.wrapset.wraps[office.sato.kid][:-1]
    return _keys(case, _signed(office, replace(case.wrapset, wraps={office.sato.kid: wrap})))


@forgery("signature")
def a_wrap_set_moved_to_another_desk(office: Office, case: Case) -> Story:
    return _keys(case, replace(case.wrapset, desk=TAX))


@forgery("sender")
def a_wrap_set_by_somebody_of_another_desk(office: Office, case: Case) -> Story:
    return _keys(case, office.wrap(case.key, case.wrapset.key_id, creator=office.mori))


@forgery("sender")
def a_wrap_set_by_somebody_unknown(office: Office, case: Case) -> Story:
    return _keys(case, office.wrap(case.key, case.wrapset.key_id, creator=Person("counselor", "誰か")))


@forgery("sender")
def a_wrap_set_by_the_recovery_key(office: Office, case: Case) -> Story:
    recovery = Person("recovery", "予備の鍵")
    office.hire(recovery, LIFE)
    return _keys(case, office.wrap(case.key, case.wrapset.key_id, creator=recovery))


@forgery("sender")
def a_wrap_set_of_an_epoch_that_never_was(office: Office, case: Case) -> Story:
    return _keys(case, _signed(office, replace(case.wrapset, epoch=9)))


@forgery("suite")
def a_wrap_set_of_another_suite(office: Office, case: Case) -> Story:
    story = Story.of(case)
    return replace(story, wrapsets=[changed(dict(story.wrapsets[0]), suite=2)])


@forgery("signature")
def one_bit_of_the_wrap_sets_signature_turned(office: Office, case: Case) -> Story:
    story = Story.of(case)
    return replace(story, wrapsets=[flipped(dict(story.wrapsets[0]), "sig", at=40)])


@forgery("not-entitled")
def mori_who_sits_at_another_desk(office: Office, case: Case) -> Story:
    return Story.of(case, reader=office.mori)


@forgery("not-entitled")
def kudo_after_leaving(office: Office, case: Case) -> Story:
    kudo = office.kudo
    office.dismiss(kudo)
    key_id = urandom(16)
    case.wrapset = office.wrap(Identity.generate(), key_id, creator=office.sato)
    return Story.of(case, reader=kudo)
