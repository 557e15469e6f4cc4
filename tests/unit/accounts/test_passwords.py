"""Passwords: what is accepted, and that comparing costs the same with and without an account."""

import pytest

from ats.accounts import passwords
from ats.accounts.known_passwords import _known


def test_a_password_fits_its_own_hash_and_no_other():
    hashed = passwords.hash_password("a quiet blue morning")
    assert passwords.verify(hashed, "a quiet blue morning")
    assert not passwords.verify(hashed, "a quiet blue evening")
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_nobody_has_a_password_and_the_stand_in_has_todays_cost():
    assert not passwords.verify(None, "anything at all")
    assert not passwords.needs_rehash(passwords._NOBODY)


def test_a_broken_hash_fits_nothing():
    assert not passwords.verify("not a hash", "anything at all")


def test_the_same_letters_composed_in_another_way_fit():
    assert passwords.verify(passwords.hash_password("über den Wolken"), "u\u0308ber den Wolken")


def test_a_longer_text_that_begins_like_the_longest_password_does_not_fit():
    longest = "abcd" * (passwords.MAX_LENGTH // 4)
    assert not passwords.verify(passwords.hash_password(longest), longest + "!")


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short", "at least 10"),
        ("abcd" * 65, "at most 256"),
        ("aaaaaaaaaaaa", "too easy"),
        ("Password123", "too easy"),
        ("qwertyuiop", "too easy"),
        ("1q2w3e4r5t6y", "too easy"),
        ("Elizabeth1", "too easy"),
        ("!Dragon2026!", "too easy"),
        ("shadowshadow", "too easy"),
        ("Requisite2026", "too easy"),
        ("margarethe.weber", "must not be your e-mail"),
        ("Margarethe.Weber@example.com", "must not be your e-mail"),
    ],
)
def test_weak_passwords_are_told_why(password, problem):
    assert problem in passwords.weakness(password, "margarethe.weber@example.com")


@pytest.mark.parametrize(
    "password", ["dragon-and-2-knights", "mountain48213977", "Xo7 lamp, fence", "shadows of larches"]
)
def test_what_only_holds_a_known_word_is_accepted(password):
    assert passwords.weakness(password) is None


def test_the_list_is_there_in_full():
    assert len(_known()) > 5000


def test_a_few_words_are_strong_enough():
    assert passwords.weakness("four words in a row", "x@example.com") is None
