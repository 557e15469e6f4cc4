"""Networks at which people have a profile: their hosts, the shape of a profile's address, and the user in it."""

import re

# Name, host, and the address of a profile with "*" for the user.
_NETWORKS = (
    ("LinkedIn", "linkedin.com", "https://www.linkedin.com/in/*"),
    ("GitHub", "github.com", "https://github.com/*"),
    ("GitLab", "gitlab.com", "https://gitlab.com/*"),
    ("Bitbucket", "bitbucket.org", "https://bitbucket.org/*"),
    ("Codeberg", "codeberg.org", "https://codeberg.org/*"),
    ("SourceHut", "sr.ht", "https://sr.ht/*"),
    ("Xing", "xing.com", "https://www.xing.com/profile/*"),
    ("Twitter", "twitter.com", "https://twitter.com/*"),
    ("X", "x.com", "https://x.com/*"),
    ("Mastodon", "mastodon.social", "https://mastodon.social/*"),
    ("Bluesky", "bsky.app", "https://bsky.app/profile/*"),
    ("Stack Overflow", "stackoverflow.com", "https://stackoverflow.com/users/*"),
    ("Stack Exchange", "stackexchange.com", "https://stackexchange.com/users/*"),
    ("Kaggle", "kaggle.com", "https://www.kaggle.com/*"),
    ("Hugging Face", "huggingface.co", "https://huggingface.co/*"),
    ("LeetCode", "leetcode.com", "https://leetcode.com/*"),
    ("HackerRank", "hackerrank.com", "https://www.hackerrank.com/*"),
    ("Codeforces", "codeforces.com", "https://codeforces.com/profile/*"),
    ("CodePen", "codepen.io", "https://codepen.io/*"),
    ("DEV", "dev.to", "https://dev.to/*"),
    ("Medium", "medium.com", "https://medium.com/*"),
    ("Behance", "behance.net", "https://www.behance.net/*"),
    ("Dribbble", "dribbble.com", "https://dribbble.com/*"),
    ("ArtStation", "artstation.com", "https://www.artstation.com/*"),
    ("DeviantArt", "deviantart.com", "https://www.deviantart.com/*"),
    ("Instagram", "instagram.com", "https://www.instagram.com/*"),
    ("Facebook", "facebook.com", "https://www.facebook.com/*"),
    ("YouTube", "youtube.com", "https://www.youtube.com/*"),
    ("Vimeo", "vimeo.com", "https://vimeo.com/*"),
    ("SoundCloud", "soundcloud.com", "https://soundcloud.com/*"),
    ("ORCID", "orcid.org", "https://orcid.org/*"),
    ("ResearchGate", "researchgate.net", "https://www.researchgate.net/profile/*"),
    ("Google Scholar", "scholar.google.com", ""),
    ("Telegram", "t.me", "https://t.me/*"),
    ("Skype", "", ""),
    ("Keybase", "keybase.io", "https://keybase.io/*"),
    ("Upwork", "upwork.com", "https://www.upwork.com/freelancers/*"),
    ("Malt", "malt.fr", "https://www.malt.fr/profile/*"),
    ("GoldenLine", "goldenline.pl", "https://www.goldenline.pl/*"),
    ("Viadeo", "viadeo.com", "https://www.viadeo.com/p/*"),
    ("AngelList", "angel.co", "https://angel.co/u/*"),
    ("Wellfound", "wellfound.com", "https://wellfound.com/u/*"),
    ("About.me", "about.me", "https://about.me/*"),
    ("Linktree", "linktr.ee", "https://linktr.ee/*"),
)
_BY_HOST = {host: name for name, host, _ in _NETWORKS if host}
_ADDRESSES = {name: address for name, _, address in _NETWORKS if address}
_BY_NAME = {re.sub(r"[\W_]", "", name.lower()): name for name, _, _ in _NETWORKS} | {"twitterx": "Twitter"}
_FOLDERS = re.compile(
    r"^(?:in|pub|profile|profiles|users|user|u|people|p|freelancers|channel|c|company)/", re.IGNORECASE
)
_NO_USERS = frozenset({"", "about", "help", "login", "jobs", "company", "feed", "search", "explore"})


def find_network(host: str) -> str | None:
    """Return the name of the network that a host belongs to ("de.linkedin.com" gives "LinkedIn"), or None."""
    parts = host.lower().strip(".").split(".")
    for first in range(len(parts) - 1):
        name = _BY_HOST.get(".".join(parts[first:]))
        if name:
            return name
    return None


def find_network_name(text: str) -> str | None:
    """Return the network that a short text names ("github:", "Linked In"), or None."""
    return _BY_NAME.get(re.sub(r"[\W_]", "", text.lower())) if len(text) <= 24 else None


def user_name(network: str, path: str) -> str | None:
    """Return whose profile a path at a network is, or None where it is another page of that network."""
    folder = _FOLDERS.match(path.strip("/") + "/")
    user, *further = _FOLDERS.sub("", path.strip("/")).split("/")
    user = user.lstrip("@~")
    if user.lower() in _NO_USERS or (further and folder is None):
        return None
    return user


def network_address(network: str, user: str) -> str | None:
    """Return the address of a user's profile at a network, or None where the name alone does not tell it."""
    address = _ADDRESSES.get(network)
    return address.replace("*", user) if address else None
