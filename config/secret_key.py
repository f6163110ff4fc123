import os
import secrets
import tempfile
from pathlib import Path


def kept_secret_key(folder: Path) -> str:
    """Make a key once and keep it in `folder`, so that sessions survive a restart."""
    place = folder / "secret_key"
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=folder)  # mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, place)  # all or nothing, and the first process wins
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    return place.read_text().strip()
