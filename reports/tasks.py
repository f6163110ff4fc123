"""What is done outside the request, by the worker (`./run manage db_worker`)."""

from django_tasks import task

from reports.producing import produce


@task()
def make_document(pk: int, attempt: int) -> None:
    """Make the document of job `pk`; `attempt` says whose turn it is."""
    produce(pk, attempt)
