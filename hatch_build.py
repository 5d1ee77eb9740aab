"""When the package is built, fetch the page's SPARQL editor: @zazuko/yasqe (MIT), checked against its digest.

Nothing is fetched at run time. Built without a network, the package has no such file, and the page keeps to the plain
editor of its own.
"""

from __future__ import annotations

import base64
import hashlib
import io
import sys
import tarfile
import urllib.request
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VERSION = "4.6.2"
ADDRESS = f"https://registry.npmjs.org/@zazuko/yasqe/-/yasqe-{VERSION}.tgz"
SHA512 = "83iCLuBIgU04KBIaibxZTjKvrXD6sEe/+aqsHxLb4+ZVD4eaUwh5hFJEetuWkiKBY6WxTjVOmhKXvh2AAOR14g=="
FILES = {"package/build/yasqe.esm.js": "yasqe.js", "package/build/yasqe.min.css": "yasqe.css"}
HEAD = f"/* @zazuko/yasqe {VERSION}, MIT licence, https://github.com/zazuko/Yasgui */\n"
SECONDS = 30


class EditorHook(BuildHookInterface[Any]):
    """Puts the editor beside the page's other files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch what is not there yet; a build without a network goes on."""
        folder = Path(self.root) / "kg" / "web" / "static"
        if all((folder / name).exists() for name in FILES.values()):
            return
        try:
            for name, text in fetched().items():
                (folder / name).write_text(HEAD + text, encoding="utf-8")
        except (OSError, ValueError, KeyError) as error:
            print(f"the page gets its plain editor: {ADDRESS}: {error}", file=sys.stderr)


def fetched() -> dict[str, str]:
    """Return the editor's files by name; raises OSError without a network, ValueError for anything unexpected."""
    with urllib.request.urlopen(ADDRESS, timeout=SECONDS) as answer:
        packed = answer.read()
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != SHA512:
        raise ValueError("the digest is not the one we know")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        found = {name: archive.extractfile(member) for member, name in FILES.items()}
        return {
            name: file.read().decode("utf-8").partition("\n//# sourceMappingURL")[0] + "\n"
            for name, file in found.items()
            if file
        }
