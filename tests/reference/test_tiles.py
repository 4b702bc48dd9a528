from reform_cases.reference import regions
from reform_cases.reference.tiles import tiles


def test_every_province_stands_in_the_grid_once():
    provinces = [division.code for division in regions.table().values() if division.level == "province"]
    assert len(provinces) == 34
    assert [tile.code for tile in tiles()] == provinces


def test_no_two_tiles_share_a_cell():
    cells = {(tile.row, tile.column) for tile in tiles()}
    assert len(cells) == 34
    assert {row for row, _ in cells} == {column for _, column in cells} == set(range(1, 9))


def test_short_names_begin_the_full_ones():
    names = {tile.short: regions.table()[tile.code].name for tile in tiles()}
    assert [short for short, name in names.items() if not name.startswith(short)] == []
    assert {name.removeprefix(short) for short, name in names.items()} == {
        "省",
        "市",
        "自治区",
        "壮族自治区",
        "回族自治区",
        "维吾尔自治区",
        "特别行政区",
    }
    assert sorted(short for short in names if len(short) != 2) == ["内蒙古", "黑龙江"]


def test_neighbours_that_everybody_knows_stand_as_they_lie():
    at = {tile.short: (tile.row, tile.column) for tile in tiles()}
    northward = ["海南", "广东", "湖北", "河南", "河北", "吉林", "黑龙江"]
    assert sorted(northward, key=lambda name: -at[name][0]) == northward
    eastward = ["新疆", "青海", "甘肃", "陕西", "山西", "河北", "山东", "辽宁"]
    assert sorted(eastward, key=lambda name: at[name][1]) == eastward
