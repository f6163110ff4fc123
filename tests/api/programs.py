"""A program that asks in somebody's name."""

import csv
from io import StringIO
from itertools import count

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from api.actions import make_token

NUMBERS = count(1)


def secret_of(user, *, at=None, days=30):
    name = f"Hệ thống {next(NUMBERS)}"
    return make_token(user=user, name=name, days=days, at=at or timezone.now())[1]


class Program:
    """Asks with a token of `user`; several times with the same one."""

    def __init__(self, user):
        self.headers = {"Authorization": f"Bearer {secret_of(user)}"}
        self.client = Client()

    def get(self, name, *args, **query):
        address = reverse(f"api:{name}", args=args)
        return self.client.get(address, query, headers=self.headers)

    def rows(self, name, **query):
        """All rows, page after page."""
        answer = self.get(name, **query).json()
        rows = answer["results"]
        while answer["next"]:
            answer = self.client.get(answer["next"], headers=self.headers).json()
            rows += answer["results"]
        return rows

    def ids(self, name, **query):
        return [row["id"] for row in self.rows(name, **query)]

    def table(self, name, **query):
        """The CSV file: its header and its lines."""
        answer = self.get(name, format="csv", **query)
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        text = b"".join(answer.streaming_content).decode()
        assert text.startswith("\ufeff")
        header, *lines = csv.reader(StringIO(text[1:]), delimiter=";")
        return header, lines
