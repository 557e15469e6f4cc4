"""What kind of mail something is: what machines, groups and people write."""

import pytest

from ats.inbox import nature
from ats.inbox.mime import parse_mail


def parsed(**headers):
    fields = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return parse_mail(f"From: pat@example.com\r\n{fields}\r\nx".encode())


@pytest.mark.parametrize(
    "address", ["noreply@x.example", "no-reply+1@x.example", "bounce-17@x.example", "Alerts.daily@x.example",
                "mailer-daemon@x.example", "notification@x.example"],
)  # fmt: skip
def test_addresses_that_nobody_reads(address):
    assert nature.is_machine(address)


@pytest.mark.parametrize(
    "address", ["alertsson@x.example", "bouncer.bo@x.example", "postmasterson@x.example"]
)
def test_addresses_of_people_that_begin_like_those(address):
    assert not nature.is_machine(address)


@pytest.mark.parametrize(
    ("headers", "is_group", "is_machine_made"),
    [
        ({"List_Id": "<jobs.example.com>"}, True, False),
        ({"Precedence": "list", "List_Unsubscribe": "<mailto:x@example.com>"}, True, False),
        ({"List_Post": "<mailto:jobs@example.com>", "List_Id": "<jobs.example.com>"}, True, False),
        ({"List_Unsubscribe": "<mailto:x@example.com>"}, False, True),
        ({"List_Id": "<x.example.net>", "List_Unsubscribe_Post": "List-Unsubscribe=One-Click"}, False, True),
        ({"List_Id": "<x.example.net>", "Precedence": "bulk"}, True, True),
        ({"Auto_Submitted": "auto-generated"}, False, True),
        ({"Auto_Submitted": "no"}, False, False),
        ({}, False, False),
    ],
)
def test_groups_and_mass_mail(headers, is_group, is_machine_made):
    mail = parsed(**headers)
    assert (nature.is_from_group(mail), nature.is_machine_made(mail)) == (is_group, is_machine_made)
    assert nature.wants_no_answer(mail) == (is_group or is_machine_made)


@pytest.mark.parametrize("name", ["List_Help", "List_Subscribe", "List_Owner", "List_Archive"])
def test_a_field_of_a_list_makes_nothing_a_machines_and_wants_no_answer(name):
    mail = parsed(**{name: "<https://lists.example.com/x>"})
    assert (nature.is_machine_made(mail), nature.wants_no_answer(mail)) == (False, True)


@pytest.mark.parametrize(("local", "is_so"), [("owner-x", True), ("x-request", True), ("x-owner", True), ("majordomo", True),
                                              ("postmaster", True), ("owner", False), ("request", False), ("pat-owner.x", False)])  # fmt: skip
def test_addresses_of_lists_and_servers(local, is_so):
    assert nature.is_list_or_server(f"{local}@example.com") == is_so


def report(*blocks: str):
    told = "\r\n\r\n".join(("Reporting-MTA: dns; mx.example.net", *blocks))
    return parse_mail(
        b"From: MAILER-DAEMON@mx.example.net\r\nContent-Type: multipart/report; boundary=b\r\n\r\n"
        b"--b\r\n\r\nWords\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        + told.encode()
        + b"\r\n\r\n--b--\r\n"
    )


def test_only_what_failed_for_good_came_back():
    recipient = "Final-Recipient: rfc822; pat@example.com\r\n"
    for told in ("Action: failed\r\nStatus: 5.1.1", "Status: 5.1.1"):
        assert nature.find_bounce(report(recipient + told)).recipients == ("pat@example.com",)
    for action in ("delayed", "delivered", "relayed", "expanded"):
        assert nature.find_bounce(report(f"{recipient}Action: {action}\r\nStatus: 5.1.1")) is None
    assert nature.find_bounce(report(f"{recipient}Status: 4.4.1")) is None
