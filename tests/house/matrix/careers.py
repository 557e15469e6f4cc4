"""Who gets what from the public site: everybody the same, by the address and not by the role."""

from tests.house.access import Row, everybody

_LINK = "/status/{nothing}"

ROWS: dict[str, list[Row]] = {
    "careers.listing": [everybody("/")],
    "hooks.mail_hook": [everybody("/hooks/mail", 404, "POST")],
    "careers.program": [everybody("/programs/{program}"), everybody("/programs/none", 404)],
    "careers.opening": [everybody("/openings/{engineer}"), everybody("/openings/R0000", 404)],
    "careers.apply": [everybody("/openings/{engineer}/apply"), everybody("/openings/R0000/apply", 404)],
    "careers.send": [everybody("/openings/{engineer}/apply", 422, "POST", name="")],
    "careers.thanks": [everybody("/openings/{engineer}/thanks/{nothing}", 404)],
    "careers.atom": [everybody("/feed.atom")],
    "careers.json_feed": [everybody("/feed.json")],
    "careers.program_atom": [everybody("/programs/{program}/feed.atom")],
    "careers.program_json": [everybody("/programs/{program}/feed.json")],
    "careers.sitemap": [everybody("/sitemap.xml")],
    "careers.robots": [everybody("/robots.txt")],
    "careers.logo": [everybody("/logo", 404)],
    "careers.privacy": [everybody("/privacy")],
    "careers.ask_for_link": [everybody("/status")],
    "careers.send_link": [everybody("/status", 303, "POST", email="nobody@example.com")],
    "careers.status": [everybody(_LINK, 404)],
    "careers.finish": [everybody(f"{_LINK}/finish", 404)],
    "careers.send_finish": [everybody(f"{_LINK}/finish", 404, "POST", name="Nobody")],
    "careers.change_contact": [everybody(f"{_LINK}/contact", 404, "POST", name="Nobody")],
    "careers.ask_for_address": [everybody(f"{_LINK}/address", 404, "POST", email="nobody@example.com")],
    "careers.add_resume": [everybody(f"{_LINK}/resume", 404, "POST")],
    "careers.settle_details": [everybody(f"{_LINK}/details", 404, "POST", accept="yes")],
    "careers.confirm_document": [everybody(f"{_LINK}/document", 404, "POST", document="{document}")],
    "careers.confirm_message": [everybody(f"{_LINK}/message", 404, "POST", message="{document}")],
    "careers.withdraw": [everybody(f"{_LINK}/withdraw", 404, "POST")],
    "careers.ask_for_erasure": [everybody(f"{_LINK}/erasure", 404, "POST")],
    "careers.choose": [everybody("/choose/{nothing}", 404)],
    "careers.send_choice": [everybody("/choose/{nothing}", 404, "POST", opening="{engineer}")],
    "careers.erase": [everybody("/erase/{nothing}", 404)],
    "careers.confirm_erasure": [everybody("/erase/{nothing}", 404, "POST")],
    "careers.new_address": [everybody("/address/{nothing}", 404)],
    "careers.confirm_new_address": [everybody("/address/{nothing}", 404, "POST")],
}
