"""Fetch the npm packages pinned in vendor.toml, check their integrity and copy in their files."""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPRITE_HEAD = '<svg xmlns="http://www.w3.org/2000/svg">\n'
SYMBOL = (
    '<symbol id="i-{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>\n'
)


def digest(content: bytes, algorithm: str) -> str:
    """Return the Subresource Integrity form (`sha384-<base64>`) of some bytes."""
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def fetch(package: dict, into: Path) -> tarfile.TarFile:
    """Download a package with npm and open its tarball; exit when its sha512 is not the pinned one."""
    wanted = f"{package['name']}@{package['version']}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(into), wanted]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    content = (into / name).read_bytes()
    found = digest(content, "sha512")
    if found != package["integrity"]:
        sys.exit(f"{wanted}: the tarball's integrity is {found}, vendor.toml pins {package['integrity']}")
    return tarfile.open(into / name)


def member(tarball: tarfile.TarFile, path: str) -> bytes:
    """Return the bytes of one file of an npm tarball, where everything stands below `package/`."""
    return tarball.extractfile(f"package/{path}").read()


def symbol(name: str, svg: str) -> str:
    """Turn one icon file into a `<symbol>` of the sprite."""
    shapes = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)[1]
    return SYMBOL.format(name=name, shapes=re.sub(r"\s*\n\s*", "", shapes))


def sprite(tarball: tarfile.TarFile, names: list[str]) -> bytes:
    """Build one SVG that holds every named icon as a symbol `i-<name>`, in the order of the alphabet."""
    icons = (symbol(name, member(tarball, f"icons/{name}.svg").decode()) for name in sorted(names))
    return (SPRITE_HEAD + "".join(icons) + "</svg>\n").encode()


def passwords(tarball: tarfile.TarFile, entry: dict) -> bytes:
    """Build the list of known passwords, one a line, the most used first, from a JSON array in that order.

    Kept are the first `most` and, of the others, those of at least `long` characters; no shorter one than `short`.
    """
    listed = json.loads(member(tarball, entry["from"]))
    kept = [
        each
        for rank, each in enumerate(listed)
        if len(each) >= (entry["short"] if rank < entry["most"] else entry["long"])
    ]
    return "".join(f"{each}\n" for each in kept).encode()


def write(entry: dict, content: bytes) -> None:
    """Write one vendored file and say so when its hash is not the one that vendor.toml pins."""
    target = ROOT / entry["to"]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    found = digest(content, "sha384")
    note = "" if found == entry["sha384"] else f"  is {found}: review it and pin that in vendor.toml"
    print(f"{entry['to']}{note}")


def main() -> None:
    """Bring every package of vendor.toml into the tree."""
    for package in tomllib.loads((ROOT / "vendor.toml").read_text())["package"]:
        with tempfile.TemporaryDirectory() as scratch, fetch(package, Path(scratch)) as tarball:
            for entry in package["file"]:
                write(entry, member(tarball, entry["from"]))
            if "sprite" in package:
                write(package["sprite"], sprite(tarball, package["sprite"]["icons"]))
            if "passwords" in package:
                write(package["passwords"], passwords(tarball, package["passwords"]))


if __name__ == "__main__":
    main()
