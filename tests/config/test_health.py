import pytest


@pytest.mark.django_db
def test_monitor_learns_without_signing_in_that_the_database_answers(
    client, django_assert_num_queries
):
    with django_assert_num_queries(1):
        response = client.get("/song/")

    assert (response.status_code, response.content) == (200, b"ok")
