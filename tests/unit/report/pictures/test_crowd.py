"""The matrix with many units: no mark leaves its cell, none stands on a number or a word, from 1 to 1,000 units."""

from __future__ import annotations

import pytest

from lmmm_report.report.pictures.crowd import CELL, HEAD, LINES, MOST_NAMED, WORD, are_named, crowds_of, discs_of

COUNT = 4
CELLS = [(i, j) for i in range(1, COUNT + 1) for j in range(1, COUNT + 1)]
NUMBERS = [*range(1, 60), 97, 100, 131, 250, 499, 500, 777, 999, 1000]


@pytest.mark.parametrize("cell", CELLS)
def test_no_mark_leaves_its_cell_or_stands_on_what_is_written_there(cell: tuple[int, int]) -> None:
    for number in NUMBERS:
        (crowd,) = crowds_of({cell: ["firm"] * number}, COUNT)
        assert len(crowd.boxes) == number
        left, top = (cell[0] - 1) * CELL, (COUNT - cell[1]) * CELL
        bottom = top + CELL - (WORD if cell in ((1, COUNT), (COUNT, 1)) else 0)
        for box in crowd.boxes:
            assert left < box[0] < box[2] < left + CELL, number
            assert top + HEAD <= box[1] < box[3] <= bottom, number


@pytest.mark.parametrize("number", NUMBERS)
def test_no_two_marks_touch(number: int) -> None:
    (crowd,) = crowds_of({(2, 2): ["firm"] * number}, COUNT)
    assert len({(dot.column, dot.row) for dot in crowd.dots}) == number
    assert all(box[2] - box[0] < crowd.room for box in crowd.boxes)


def test_marks_get_smaller_only_where_they_have_to() -> None:
    rooms = [crowds_of({(2, 3): ["firm"] * number}, COUNT)[0].room for number in NUMBERS if number > MOST_NAMED]
    assert rooms == sorted(rooms, reverse=True)
    assert rooms[0] > rooms[-1] > 1


def test_few_units_have_names_each_on_a_line_of_its_own() -> None:
    counts = {(1, 1): LINES, (2, 2): 1}
    assert are_named(counts)
    first = crowds_of({cell: ["firm"] * number for cell, number in counts.items()}, COUNT)[0]
    assert [(dot.column, dot.row) for dot in first.dots] == [(0, row) for row in range(LINES)]
    assert not are_named({(1, 1): LINES + 1})
    assert not are_named({(1 + n % 4, 1 + n // 4): 1 for n in range(MOST_NAMED + 1)})


def test_empty_cells_have_no_marks() -> None:
    assert crowds_of({(1, 1): []}, COUNT) == ()


def test_a_disc_s_area_is_the_number_of_units_and_stays_in_its_cell() -> None:
    small, large = discs_of({(1, 1): (25, 25), (2, 2): (25, 100)}, COUNT, 100)
    assert large.radius == pytest.approx(2 * small.radius)
    assert large.radius < CELL / 2
    assert small.firm == small.radius == large.firm, "certain ones have the same scale"
    assert (small.open, large.open) == (False, True)


def test_discs_of_pictures_side_by_side_have_one_scale() -> None:
    (few,), (many,) = (discs_of({(1, 1): (number, number)}, COUNT, 100) for number in (1, 100))
    assert many.radius == pytest.approx(10 * few.radius)
