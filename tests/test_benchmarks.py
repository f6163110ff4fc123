"""The benchmarks run, on a province small enough for a test."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_measure_gives_a_figure_and_no_error(tmp_path):
    command = [
        sys.executable,
        "-m",
        "benchmarks",
        "--cells=20",
        "--months=2",
        "--runs=1",
    ]
    environment = os.environ | {"BENCHMARK_FILE": str(tmp_path / "benchmark.sqlite3")}

    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    measures = [line[:34].strip() for line in done.stdout.splitlines()[4:-1]]
    assert measures == [
        "measure",
        "month overview",
        "summary of the province",
        "summary of the province's year",
        "grid of 50 cells",
        "home",
        "home of an approver",
        "sheet",
        "cell",
        "trends of a year",
        "trends of a year, cell by cell",
        "lost points of a month",
        "lost points of a year, page",
        "lost points of a year, sums",
        "own and verified points of a year",
        "saving 1 values",
        "saving 50 values",
        "saving 340 values",
        "saving 1700 values",
        "opening a month",
        "20 people, 5 values each",
        "a key in a grid of 100 x 40",
        "... its work in the page (CPU)",
    ]
    assert "error" not in done.stdout
    assert not (tmp_path / "benchmark.sqlite3").exists()
