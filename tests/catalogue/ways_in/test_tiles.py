from collections import Counter

import pytest

from reform_cases.catalogue.ways_in.tiles import step_width, tile_grid


def test_grid_of_an_empty_catalogue():
    grid = tile_grid(Counter())
    assert (len(grid.tiles), grid.steps) == (34, [])
    assert {(tile.count, tile.step) for tile in grid.tiles} == {(0, 0)}


def test_tiles_say_name_count_and_step():
    grid = tile_grid(Counter({"150000": 401, "330000": 400, "330800": 400, "710000": 1}))
    counted = [(t.short, t.rest, t.row, t.column, t.count, t.step) for t in grid.tiles if t.count]
    assert counted == [
        ("内蒙古", "自治区", 3, 5, 401, 3),
        ("浙江", "省", 6, 7, 400, 2),
        ("台湾", "省", 7, 8, 1, 1),
    ]
    assert [(s.number, s.low, s.high) for s in grid.steps] == [(1, 1, 200), (2, 201, 400), (3, 401, 600)]


@pytest.mark.parametrize(
    ("largest", "width"),
    [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (20, 5), (21, 10), (557, 200), (3_300, 1_000)],
)
def test_at_most_four_steps_of_a_round_width(largest, width):
    assert step_width(largest) == width
    grid = tile_grid(Counter({"330000": largest}))
    assert max(tile.step for tile in grid.tiles) == len(grid.steps) <= 4
