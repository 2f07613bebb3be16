"""The wheel carries layouts, fonts and profile: installed elsewhere, without the checkout, it builds the seed."""

import os
import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, SEED_ISSUE


@pytest.mark.slow
def test_the_wheel_builds_the_seed_without_the_checkout(tmp_path, needs):
    needs("build")
    copy = tmp_path / "checkout"
    kept = shutil.ignore_patterns(".git", ".venv", "build", "seeds", "tests", "*.pyc", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, copy, ignore=kept)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(copy)]
    subprocess.run(command, check=True, capture_output=True)
    shutil.rmtree(copy)
    shutil.copytree(SEED_ISSUE, tmp_path / "paper" / "2022-12-27")

    # A machine of its own, but for the dependencies; an editable install's .pth file does not reach into it.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    where = Path(
        subprocess.run(
            [python, "-c", "import site; print(site.getsitepackages()[0])"], capture_output=True, text=True, check=True
        ).stdout.strip()
    )
    (where / "dependencies.pth").write_text(site.getsitepackages()[0] + "\n", encoding="utf-8")
    wheel = next((tmp_path / "dist").glob("*.whl"))
    subprocess.run([python, "-m", "zipfile", "-e", str(wheel), str(where)], check=True)

    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    code = "import banmian, sys; sys.stdout.write(banmian.__file__)"
    run = subprocess.run([python, "-c", code], env=clean, capture_output=True, text=True, check=True)
    assert run.stdout.startswith(str(where))
    done = subprocess.run(
        [python, "-m", "banmian", "build", "2022-12-27"],
        cwd=tmp_path / "paper",
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = {
        str(p.relative_to(tmp_path / "paper" / "build")) for p in (tmp_path / "paper" / "build").rglob("*") if p.is_file()
    }
    assert {
        f"liaocheng-daily-2022-12-27/{name}"
        for name in ("press/T01.pdf", "screen.pdf", "archive.pdf", "liaocheng-daily-2022-12-27.epub")
    } <= made
