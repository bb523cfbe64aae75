"""Make the stripped Admin schema that the embedded store executes, from Shopify's npm package.

    python scripts/make_shopify_schema.py            # writes ticketforge_desktop/resources/shopify/
    python scripts/make_shopify_schema.py --check    # compares, writes nothing, exit 1 when they differ

The package carries the complete introspection of each Admin version. Descriptions and access notes are dropped (they
are nine tenths of it and no executor reads them); everything that decides validity stays. The package is ISC, Shopify
Inc.; its licence is written beside the schema.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "@shopify/dev-mcp"
PACKAGE_VERSION = "1.16.0"
API_VERSION = "2026-10"
DROPPED = {
    "accessRestricted",
    "accessRestrictedReason",
    "componentName",
    "description",
    "isPrivatelyDocumented",
    "requiredAccess",
}
TARGET = Path(__file__).resolve().parent.parent / "ticketforge_desktop" / "resources" / "shopify"
SCHEMA_NAME = f"admin_{API_VERSION}.min.json.gz"
LICENCE_NAME = "LICENSE.shopify-dev-mcp.txt"


def strip(value: Any) -> Any:
    """The same tree without what no executor reads."""
    if isinstance(value, dict):
        return {key: strip(inner) for key, inner in value.items() if key not in DROPPED}
    if isinstance(value, list):
        return [strip(inner) for inner in value]
    return value


def fetch(folder: Path) -> tuple[dict[str, Any], str]:
    """(stripped introspection, licence text) out of the package; OSError or CalledProcessError without a registry."""
    subprocess.run(
        ["npm", "pack", "--silent", f"{PACKAGE}@{PACKAGE_VERSION}", "--pack-destination", str(folder)],
        check=True,
        capture_output=True,
        cwd=folder,
        timeout=180,
    )
    archive = next(folder.glob("*.tgz"))
    with tarfile.open(archive) as package:
        raw = package.extractfile(f"package/dist/data/admin_{API_VERSION}.json.gz")
        licence = package.extractfile("package/LICENSE")
        assert raw is not None
        assert licence is not None
        tree = json.loads(gzip.decompress(raw.read()))
        return {"__schema": strip(tree["data"]["__schema"])}, licence.read().decode()


def packed(tree: dict[str, Any]) -> bytes:
    """The resource's bytes: the same on every machine (no time, no name in the gzip header)."""
    text = json.dumps(tree, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tree, licence = fetch(Path(folder))
    target = TARGET / SCHEMA_NAME
    if options.check:
        same = json.loads(gzip.decompress(target.read_bytes())) == tree
        print("the resource equals the package's schema" if same else "the resource differs from the package's schema")
        return 0 if same else 1
    TARGET.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed(tree))
    (TARGET / LICENCE_NAME).write_text(
        f"{SCHEMA_NAME} is made from {PACKAGE} {PACKAGE_VERSION} (scripts/make_shopify_schema.py).\n\n{licence}",
        encoding="utf-8",
    )
    print(f"{target.name}: {target.stat().st_size} bytes, {len(tree['__schema']['types'])} types")
    return 0


if __name__ == "__main__":
    sys.exit(main())
