"""The schema the store executes is Shopify's own, stripped and nothing else."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ticketforge_desktop.demo.schema import RESOURCE, admin_schema, introspection

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
import make_shopify_schema as maker  # noqa: E402


def test_the_resource_equals_the_copy_beside_the_checkout(shared: Path) -> None:
    theirs = json.loads(gzip.decompress((shared / "shopify" / "admin_2026-10.min.json.gz").read_bytes()))
    assert introspection() == theirs


def test_the_resource_equals_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The npm that came with the locked packages, whatever the machine has of its own.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    try:
        tree, licence = maker.fetch(tmp_path)
    except (subprocess.SubprocessError, OSError, StopIteration) as error:
        pytest.skip(f"the npm registry does not answer, the schema is not compared with Shopify's package: {error}")
    assert introspection() == tree
    beside = (ROOT / "ticketforge_desktop" / RESOURCE).parent / maker.LICENCE_NAME
    assert licence in beside.read_text(encoding="utf-8")
    assert "Shopify Inc." in licence


def test_packing_is_the_same_everywhere_and_drops_only_words() -> None:
    tree = {"__schema": {"types": [{"name": "A", "description": "long", "requiredAccess": "x", "kind": "OBJECT"}]}}
    assert maker.strip(tree) == {"__schema": {"types": [{"name": "A", "kind": "OBJECT"}]}}
    assert maker.packed(tree) == maker.packed(json.loads(json.dumps(tree)))


def test_the_schema_is_complete_and_built_once() -> None:
    schema = admin_schema()
    assert schema is admin_schema()
    assert len(schema.query_type.fields) == 288
    assert len(schema.mutation_type.fields) == 524
    assert {"idempotent", "oneOf"} <= {directive.name for directive in schema.directives}
