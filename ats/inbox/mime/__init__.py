"""Reads the bytes of a mail: headers, texts, files, mails within it. Pure; whatever the bytes are, nothing is raised.

    mail = parse_mail(raw)
    mail.subject, mail.sender, mail.text, mail.files, mail.problems

Sources: RFC 5322 (messages), RFC 2045 to 2047 (MIME), RFC 2231 (parameters), RFC 3464 and 6533 (delivery reports),
[MS-OXTNEF].
"""

from ats.inbox.mime.model import Mailbox, MailFile, ParsedMail
from ats.inbox.mime.parsing import parse_mail

__all__ = ["MailFile", "Mailbox", "ParsedMail", "parse_mail"]
