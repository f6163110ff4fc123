from config.secret_key import kept_secret_key


def test_secret_key_survives_a_restart(tmp_path):
    first = kept_secret_key(tmp_path / "new")

    again = kept_secret_key(tmp_path / "new")

    assert again == first
    assert len(first) >= 50


def test_each_installation_has_its_own_key(tmp_path):
    assert kept_secret_key(tmp_path / "a") != kept_secret_key(tmp_path / "b")


def test_nobody_else_on_the_machine_reads_the_key(tmp_path):
    kept_secret_key(tmp_path)

    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
