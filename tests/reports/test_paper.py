"""What of a cell's month fits its printed page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.progress.paper import Extract, lines, share_out

costs = st.lists(st.lists(st.integers(1, 30), max_size=8), max_size=5)


@given(costs, st.integers(0, 120))
def test_no_more_rows_are_printed_than_there_is_room_for(costs, room):
    taken = share_out(costs, room)

    used = sum(sum(rows[:number]) for rows, number in zip(costs, taken, strict=True))
    assert used <= room
    assert all(
        0 <= number <= len(rows) for rows, number in zip(costs, taken, strict=True)
    )


@given(costs)
def test_with_room_enough_everything_is_printed(costs):
    room = sum(map(sum, costs))

    assert share_out(costs, room) == [len(rows) for rows in costs]


@given(costs, st.integers(0, 120))
def test_room_is_not_left_where_a_next_row_would_fit(costs, room):
    taken = share_out(costs, room)

    used = sum(sum(rows[:number]) for rows, number in zip(costs, taken, strict=True))
    waiting = [
        rows[number]
        for rows, number in zip(costs, taken, strict=True)
        if number < len(rows)
    ]
    assert all(cost > room - used for cost in waiting)


@pytest.mark.parametrize(
    ("text", "limit", "number"),
    [("", None, 1), ("a" * 10, None, 1), ("a" * 11, None, 2), ("a" * 99, 20, 2)],
)
def test_a_text_takes_the_lines_of_its_length(text, limit, number):
    assert lines(text, width=10, longest=limit) == number


def test_a_list_that_only_says_how_much_is_left_is_still_printed():
    assert Extract((), 3)
    assert not Extract((), 0)
