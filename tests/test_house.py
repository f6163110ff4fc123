"""What keeps the house in order: contracts, migrations, settings, templates."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS_AND_SCRIPTS = sorted(
    path
    for path in (ROOT / "static").rglob("*")
    if path.suffix in {".css", ".js", ".svg"}
)
# Names of formats, never fetched.
NAMESPACES = ("http://www.w3.org/",)


def by_name(path):
    return str(path.relative_to(ROOT))


def test_imports_point_one_way():
    linter = Path(sys.executable).with_name("lint-imports")

    answer = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert answer.returncode == 0, answer.stdout


@pytest.mark.django_db
def test_every_change_of_the_models_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_operations_page_lists_exactly_the_settings_that_are_read():
    source = (ROOT / "config/settings.py").read_text()
    script = (ROOT / "run").read_text()
    page = (ROOT / "docs/operations.md").read_text()

    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    read |= set(re.findall(r"\$\{([A-Z_]+):-", script))

    assert set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)) == read


@pytest.mark.parametrize("path", TEMPLATES, ids=by_name)
def test_template_has_no_inline_style_or_script(path):
    found = re.findall(
        r"<style\b|\sstyle=|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+=|hx-on|javascript:|\|\s*safe\b",
        path.read_text(),
    )

    assert found == []


@pytest.mark.parametrize("path", TEMPLATES + SHEETS_AND_SCRIPTS, ids=by_name)
def test_page_parts_name_no_outside_address(path):
    addresses = re.findall(
        r"""(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s"')]*""", path.read_text()
    )

    outside = [address for address in addresses if not address.startswith(NAMESPACES)]

    assert outside == []


def test_repository_holds_only_files_that_somebody_wrote():
    """What a tool left behind has no place in it: caches, wheels, databases."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    known = {
        *(".py", ".html", ".css", ".js", ".svg", ".md", ".typ", ".txt", ".toml"),
        *(".in", ".lock", ".po", ".mo", ".png"),
    }

    strange = [
        name
        for name in tracked
        if name
        and Path(name).suffix not in known
        and name not in {"run", ".ci/run", ".gitignore"}
    ]

    assert strange == []
