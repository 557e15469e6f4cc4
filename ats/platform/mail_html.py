"""HTML that came by mail, made harmless: text and its order, without pictures, styles, forms, scripts or frames."""

import nh3
from markupsafe import Markup

_TAGS = {
    "p", "br", "div", "span", "strong", "b", "em", "i", "u", "s", "ul", "ol", "li", "blockquote", "pre", "code", "hr",
    "a", "table", "thead", "tbody", "tr", "td", "th",
}  # fmt: skip


def mail_html(page: str) -> Markup:
    """Return the words of a mail's HTML with their structure; nothing in it loads anything from anywhere."""
    cleaned = nh3.clean(
        page,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
        clean_content_tags={"script", "style", "title", "template"},
    )
    return Markup(cleaned)  # noqa: S704 - cleaned by nh3 on the lines above
