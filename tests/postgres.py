"""Run a command with a throw-away PostgreSQL: python tests/postgres.py COMMAND ...

The cluster lives in a temporary folder, listens on a socket there and nowhere else, is
gone afterwards, and does not touch one that the machine runs. PostgreSQL refuses to
run as root, so root starts it as the user `postgres`.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path


def newest_binaries():
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    found = [folder for folder in folders if (folder / "initdb").exists()]
    if not found:
        sys.exit("PostgreSQL is missing: apt-get install postgresql")
    return max(found, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name)))


@contextmanager
def throwaway_cluster():
    """Yield the environment variables that lead to a new, empty server."""
    binaries = newest_binaries()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    who = {}
    if os.geteuid() == 0:
        postgres = pwd.getpwnam("postgres")
        os.chown(folder, postgres.pw_uid, postgres.pw_gid)
        who = {"user": "postgres", "group": "postgres", "extra_groups": []}

    def go(tool, *arguments):
        subprocess.run(
            [binaries / tool, "--pgdata", folder / "cluster", *arguments],
            check=True,
            cwd=folder,  # the user postgres may not enter the caller's folder
            stdout=subprocess.DEVNULL,
            **who,
        )

    try:
        go(
            "initdb",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        go("pg_ctl", "--wait", "--log", folder / "log", "--options", options, "start")
        try:
            yield {
                "DATABASE_URL": "postgres:///postgres",
                "PGHOST": str(folder),
                "PGUSER": "postgres",
            }
        finally:
            go("pg_ctl", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command):
    # A terminated run must stop its server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with throwaway_cluster() as variables:
        return subprocess.run(command, env=os.environ | variables).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
