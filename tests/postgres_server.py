"""A real PostgreSQL server for the tests, from Debian's binaries, in a folder of its own."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

OWNER = "postgres"
_DEBIAN = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """Return the folder of the newest server's programs; None where there is none."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


def missing() -> str | None:
    """Return why no server can be started; None where one can."""
    if binaries() is None:
        return "PostgreSQL is not installed: apt-get install postgresql"
    if os.geteuid() == 0 and not _has_owner():
        return f"a server never runs as root, and there is no user {OWNER}"
    return None


def _has_owner() -> bool:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(OWNER).pw_uid >= 0
    return False


@contextlib.contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """Run a server; give the address of its databases, with {} for the name of one.

    Where nothing has to outlive the machine it does not wait for the disk.
    """
    programs = binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="trucewatch-pg-"))
    user = OWNER if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"
    run = [programs / "initdb", "-D", data, "-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-sync"]
    subprocess.run(run, check=True, capture_output=True, user=user, cwd=folder)
    options = ["-c", "listen_addresses=", "-k", folder, "-c", "max_connections=60"]
    options += ["-c", f"fsync={'on' if durable else 'off'}"]
    with log.open("w") as said:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, *options], stdout=said, stderr=said, user=user
        )
    try:
        _wait(programs, folder, process)
        yield f"postgresql://{OWNER}@/{{}}?host={folder}"
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(programs: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        ready = subprocess.run(
            [programs / "pg_isready", "-h", folder, "-U", OWNER], capture_output=True, check=False
        )
        if ready.returncode == 0:
            return
        assert process.poll() is None, (folder / "log").read_text()
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


def make_database(address: str, name: str) -> str:
    """Make an empty database; return its address."""
    import psycopg

    with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return address.format(name)
