"""Kinds of damage: a name, the SQL that does it, and the line by which the audit is to tell of it.

`@case` stands for a table, `[03 m-1]` for the key of a part of jcgg-2024-03, `[03]` for that of the case.
"""

from __future__ import annotations

import re

_TABLES = {"m": "measure", "s": "section", "o": "outcome"}


def statement(sql: str) -> str:
    """Return `sql` with the names of tables and the keys of rows."""

    def key(match: re.Match[str]) -> str:
        case = f"(SELECT id FROM reform_cases_case WHERE slug = 'jcgg-2024-{match['case']}')"
        if not match["anchor"]:
            return case
        table = _TABLES[match["anchor"][0]]
        return (
            f"(SELECT id FROM reform_cases_{table} WHERE anchor = '{match['anchor']}' AND case_id = {case})"
        )

    sql = re.sub(r"\[(?P<case>\d\d)(?: (?P<anchor>[a-z][-\d]+))?\]", key, sql)
    return re.sub(r"@(\w+)", r"reform_cases_\1", sql)


def outcome(anchor: str, change: str, case: str = "04") -> str:
    """Return the SQL that changes a number."""
    return f"UPDATE @outcome SET {change} WHERE id = [{case} {anchor}]"


def case(change: str, number: str = "04") -> str:
    """Return the SQL that changes a case."""
    return f"UPDATE @case SET {change} WHERE id = [{number}]"


def measure(anchor: str, change: str, number: str = "04") -> str:
    """Return the SQL that changes a measure."""
    return f"UPDATE @measure SET {change} WHERE id = [{number} {anchor}]"


def evidence(key: str, change: str, number: str = "04") -> str:
    """Return the SQL that changes the first passage of a value."""
    return f"UPDATE @evidence SET {change} WHERE case_id = [{number}] AND key = '{key}' AND part = 0"


SOURCE = "(SELECT id FROM @sourcedocument)"
C4 = "jcgg-2024-04"

# fmt: off
DAMAGES: tuple[tuple[str, str, str], ...] = (
    # Vocabularies
    ('status unknown', case("status = 'public'"), f'{C4} status: is a word that is not in the list: public'),
    ('level unknown', case("level = 'town'"), f'{C4} level: is a word that is not in the list: town'),
    ('kind unknown', outcome('o-1', "kind = 'number'"), f'{C4} o-1.kind: is a word that is not in the list: number'),
    ('direction unknown', outcome('o-1', "direction = 'left'"), f'{C4} o-1.direction: is a word that is not in the list: left'),
    ('outcome status unknown', outcome('o-1', "status = 'done'"), f'{C4} o-1.status: is a word that is not in the list: done'),
    ('place unknown', outcome('o-1', "place = 'title'"), f'{C4} o-1.place: is a word that is not in the list: title'),
    ('unit unknown', outcome('o-4', "unit = '桩'"), f'{C4} o-4.unit (jcgg-2024.txt:'),
    ('function unknown', "UPDATE @function SET name = '外星检察' WHERE name = '民事检察'", 'function 外星检察: is not in the controlled list'),
    ('function gone', "DELETE FROM @function WHERE name = '民事检察'", 'function 民事检察: of the controlled list is not there'),
    ('function more', 'INSERT INTO @function (id, name, "order") VALUES (99, \'其他检察\', 99)', 'function 其他检察: is not in the controlled list'),
    ('role unknown', "UPDATE @reportednumber SET role = '别的' WHERE quote = '2.0'", 'role: is a word that is not in the list: 别的'),
    ('instrument kind unknown', "UPDATE @instrument SET kind = '网站' WHERE id = 2", 'kind: is a word that is not in the list: 网站'),
    ('evidence field unknown', evidence('title', "field = 'name'"), 'field: is a word that is not in the list: name'),
    ('passage role unknown', "UPDATE @sourcepassage SET role = 'other' WHERE role = 'warning'", 'role: is a word that is not in the list: other'),
    ('furniture of no kind', "UPDATE @sourcepassage SET note = 'thing' WHERE note = 'series'", 'furniture (jcgg-2024.txt:0): is of a kind that is not known: thing'),
    ('withdrawal reason unknown', case("status = 'withdrawn', withdrawn_on = '2025-01-01', withdrawal_reason = 'whim'"), f'{C4} withdrawal_reason: is a word that is not in the list: whim'),
    ('region level unknown', "UPDATE @region SET level = 'city' WHERE code = '410100'", 'region 410100 level: is city, but prefecture in the shipped table'),
    # Foreign keys and orphans
    ('region of a case gone', "DELETE FROM @region WHERE code = '410000'", 'regions: 1 of the shipped table are not there: 410000'),
    ('case of no region that is', case("region_id = '419999'"), 'refers to a region that is not there: 419999'),
    ('case of no batch', case('collection_id = 77'), 'collection: refers to a collection that is not there: 77'),
    ('case of no source', case('source_id = 77'), 'source: refers to a sourcedocument that is not there: 77'),
    ('measure without case', 'INSERT INTO @measure (id, case_id, anchor, "order", label, heading, body) VALUES (900, 77, \'m-1\', 1, \'一\', \'标题\', \'\')', 'measure 900 case: refers to a case that is not there: 77'),
    ('outcome without case', outcome('o-1', 'case_id = 77'), 'case: refers to a case that is not there: 77'),
    ('section without case', 'INSERT INTO @section (id, case_id, anchor, "order", name, text) VALUES (900, 77, \'s-1\', 1, \'其他\', \'\')', 'section 900 case: refers to a case that is not there: 77'),
    ('case deleted alone', "DELETE FROM @case WHERE slug = 'jcgg-2024-06'", 'case: refers to a case that is not there: 6'),
    ('evidence without part', 'DELETE FROM @measure WHERE id = [04 m-1]', 'measure: refers to a measure that is not there'),
    ('evidence of no source', evidence('title', 'source_id = 77'), f"{C4} title (jcgg-2024.txt:6292): is evidence from a source that is not the case's"),
    ('keyword gone', "DELETE FROM @keyword WHERE name = '反向审视'", 'tag: refers to a keyword that is not there: 13'),
    ('keyword of no case', 'UPDATE @casekeyword SET content_object_id = 77 WHERE tag_id = 13', 'content_object: refers to a case that is not there: 77'),
    ('function of no case', 'UPDATE @case_functions SET case_id = 77 WHERE case_id = [04]', 'case: refers to a case that is not there: 77'),
    ('function of a case gone', 'UPDATE @case_functions SET function_id = 77 WHERE case_id = [04]', 'function: refers to a function that is not there: 77'),
    ('instrument gone', 'DELETE FROM @instrument WHERE id = 2', 'instrument: refers to a instrument that is not there: 2'),
    ('passage of no source', "UPDATE @sourcepassage SET source_id = 77 WHERE note = 'series'", 'source: refers to a sourcedocument that is not there: 77'),
    ('number of no source', "UPDATE @reportednumber SET source_id = 77 WHERE quote = '九个'", 'source: refers to a sourcedocument that is not there: 77'),
    ('merged into nothing', case("status = 'merged', merged_into_id = 77"), 'merged_into: refers to a case that is not there: 77'),
    # Constraints as if there were none
    ('title NULL', case('title = NULL'), f'{C4} title: is NULL, which it may not be'),
    ('organ NULL', case('organ = NULL'), f'{C4} organ: is NULL, which it may not be'),
    ('number NULL', case('number = NULL'), f'{C4} number: is NULL, which it may not be'),
    ('outcome unit NULL', outcome('o-1', 'unit = NULL'), f'{C4} o-1.unit: is NULL, which it may not be'),
    ('measure heading NULL', measure('m-1', 'heading = NULL'), f'{C4} m-1.heading: is NULL, which it may not be'),
    ('source text NULL', 'UPDATE @sourcedocument SET text = NULL', 'text: is NULL, which it may not be'),
    ('keyword name NULL', 'UPDATE @keyword SET name = NULL WHERE id = 13', 'name: is NULL, which it may not be'),
    ('case number nought', case('number = 0'), f'{C4} case_number_positive: breaks this rule'),
    ('case number of another', case('number = 5'), 'case collection number: is there 2 times: 1, 5'),
    ('half a span', case('source_end = NULL'), f'{C4} case_source_span: breaks this rule'),
    ('span back to front', case('source_start = 8363, source_end = 6288'), f'{C4} case_source_span: breaks this rule'),
    ('withdrawn without reason', case("status = 'withdrawn'"), f'{C4} case_withdrawn_says_why: breaks this rule'),
    ('published with a reason', case("withdrawal_reason = 'error'"), f'{C4} case_withdrawn_says_why: breaks this rule'),
    ('merged without a record', case("status = 'merged'"), f'{C4} case_merged_says_where: breaks this rule'),
    ('published and merged', case('merged_into_id = [05]'), f'{C4} case_merged_says_where: breaks this rule'),
    ('merged into a draft', "UPDATE @case SET status = CASE WHEN number = 4 THEN 'merged' ELSE 'draft' END, merged_into_id = CASE WHEN number = 4 THEN (SELECT 5) END WHERE number IN (4, 5)", f'{C4} merged_into: leads to no record that readers see or have seen'),
    ('merged into itself', case("status = 'merged', merged_into_id = id"), f'{C4} merged_into: leads to no record that readers see'),
    ('withdrawn on a day to come', case("status = 'withdrawn', withdrawn_on = '2999-01-01', withdrawal_reason = 'error'"), f'{C4} withdrawn_on: is a day to come: 2999-01-01'),
    ('pending copy published', case('pending_for_id = [05]'), f'{C4} case_pending_copy_unpublished: breaks this rule'),
    ('pending copy at an address', case("pending_for_id = [05], status = 'draft'"), f'{C4} slug: is not that of a pending copy of jcgg-2024-05'),
    ('two pending copies', "UPDATE @case SET pending_for_id = [05], status = 'draft' WHERE number IN (3, 4)", 'case pending_for: is there 2 times: 5'),
    ('two kinds of value', outcome('o-4', 'value_low = 1, value_high = 2'), f'{C4} o-4: has not exactly one kind of value'),
    ('no value', outcome('o-4', 'value = NULL'), f'{C4} o-4: has not exactly one kind of value'),
    ('half a range', outcome('o-4', 'value = NULL, value_low = 1'), f'{C4} o-4: has not exactly one kind of value'),
    ('range back to front', outcome('o-4', 'value = NULL, value_low = 3, value_high = 2'), f'{C4} o-4 outcome_range_order: breaks this rule'),
    ('measure its own parent', measure('m-1', 'parent_id = id'), f'{C4} m-1 measure_not_own_parent: breaks this rule'),
    ('year implausible', 'UPDATE @collection SET year = 1066', 'collection_year_plausible: breaks this rule'),
    ('empty passage', 'UPDATE @sourcepassage SET "end" = start WHERE note = \'series\'', 'source_passage_span: breaks this rule'),
    ('code of another level', "UPDATE @region SET level = 'county' WHERE code = '410100'", 'region 410100 level: is county, but prefecture in the shipped table'),
    ('slug of two cases', case("slug = 'jcgg-2024-05'"), 'case slug: is there 2 times: jcgg-2024-05'),
    ('key of two cases', case('id = 5'), 'case id: is there 2 times: 5'),
    ('anchor of two numbers', outcome('o-1', "anchor = 'o-2'"), 'outcome case anchor: is there 2 times: 4, o-2'),
    ('anchor of two measures', measure('m-1', "anchor = 'm-2'"), f'{C4} m-2: is given to 2 parts'),
    ('keyword twice', 'UPDATE @casekeyword SET tag_id = 13 WHERE content_object_id = [04]', 'casekeyword tag content_object: is there 3 times: 13, 4'),
    ('keywords of one name', "UPDATE @keyword SET name = '反向审视' WHERE name = '人大监督'", 'keyword name: is there 2 times: 反向审视'),
    ('source twice', 'INSERT INTO @sourcedocument (id, collection_id, name, text, sha256, text_sha256, text_id, encoding, media_type, origin, credit) SELECT 900, collection_id, name, text, sha256, text_sha256, text_id, encoding, media_type, origin, credit FROM @sourcedocument', 'sourcedocument sha256: is there 2 times'),
    ('function of a case twice', 'INSERT INTO @case_functions (id, case_id, function_id) SELECT 900, case_id, function_id FROM @case_functions WHERE case_id = [04]', 'case_functions case function: is there 2 times'),
    ('evidence part twice', evidence('title', "key = 'organ'"), 'evidence case key part: is there 2 times: 4, organ, 0'),
    ('control character in a title', "UPDATE @case SET title = title || '\x07' WHERE id = [04]", f'{C4} title: holds a control character'),
    ('anchors no object', case("anchors = '[1]'"), f'{C4} anchors: is no record of the anchors given'),
    ('title of nothing', case("title = ''"), f'{C4} title: is empty'),
    # Numbers against their quotes
    ('value another', outcome('o-4', 'value = 9.9'), f'{C4} o-4.value (jcgg-2024.txt:7060): is 9.9, but its quote says 2065'),
    ('base value another', outcome('o-3', 'base_value = 2300000', '01'), 'jcgg-2024-01 o-3.base_value (jcgg-2024.txt:1667): is 2300000, but its quote says 230000000'),
    ('base value gone', outcome('o-4', 'base_value = NULL'), f'{C4} o-4.base_value (jcgg-2024.txt:7060): is nothing, but its quote says 2065'),
    ('value as a range', outcome('o-4', 'value = NULL, value_low = 2065, value_high = 2065'), f'{C4} o-4.value_low (jcgg-2024.txt:7060): is 2065, but its quote says nothing'),
    ('value as a change', outcome('o-4', 'value = NULL, value_from = 1, value_to = 2065'), f'{C4} o-4.value_from (jcgg-2024.txt:7060): is 1, but its quote says nothing'),
    ('unit another', outcome('o-4', "unit = '人'"), f'{C4} o-4.unit (jcgg-2024.txt:7060): is 人, but its passage says 件'),
    ('hedge gone', outcome('o-3', "approximation = ''", '01'), 'jcgg-2024-01 o-3.approximation (jcgg-2024.txt:1667): is nothing, but its passage says 余'),
    ('hedge invented', outcome('o-4', "approximation = '近'"), f'{C4} o-4.approximation (jcgg-2024.txt:7060): is 近, but its passage says nothing'),
    ('kind another', outcome('o-1', "kind = 'rate'"), f'{C4} o-1.kind (jcgg-2024.txt:6493): is rate, but its passage says change'),
    ('direction another', outcome('o-1', "direction = 'up'"), f'{C4} o-1.direction (jcgg-2024.txt:6493): is up, but its passage says down'),
    ('direction gone', outcome('o-1', "direction = ''"), f'{C4} o-1.direction (jcgg-2024.txt:6493): is nothing, but its passage says down'),
    ('period another', outcome('o-1', "period = '2019年'"), f'{C4} o-1.period: is 2019年, but the last revision says 2024年以来'),
    ('basis another', outcome('o-1', "basis = '环比'"), f'{C4} o-1.basis: is 环比, but the last revision says 同比'),
    ('quote another', outcome('o-4', "quote = '2066件'"), f'{C4} o-4 (jcgg-2024.txt:7060): the quote is not what its passages say'),
    ('sentence another', outcome('o-4', "sentence = '别的。'"), f'edited: {C4} o-4.sentence differs from its source'),
    ('number in another place', outcome('o-1', "place = 'significance'"), f'{C4} o-1 (jcgg-2024.txt:6493): stands outside of its significance'),
    ('number of another measure', outcome('o-4', 'measure_id = [04 m-1]'), f'{C4} o-4 (jcgg-2024.txt:7060): stands outside of its measure'),
    ('number of a measure of another case', outcome('o-4', 'measure_id = [05 m-1]'), f'{C4} o-4: its measure belongs to another case'),
    ('numbers out of order', outcome('o-4', '"order" = 9'), f'{C4} numbers: 2 of them have the place 9'),
    ('number moved to another case', outcome('o-9', "case_id = [06], anchor = 'o-20'"), 'jcgg-2024-06 o-20: is above the anchors that the case says to have given'),
    ('result deleted with its evidence', "DELETE FROM @outcome WHERE id = [04 o-4]; DELETE FROM @evidence WHERE case_id = [04] AND (key = 'o-4' OR key = 'o-4.sentence')", f'{C4} m-2-1.body (jcgg-2024.txt:7060): the number 2065 is listed nowhere'),
    ('other number deleted', "DELETE FROM @reportednumber WHERE quote = '24小时'", 'jcgg-2024-03 background (jcgg-2024.txt:4199): the number 24 is listed nowhere'),
    ('other number of another role', "UPDATE @reportednumber SET role = '案情' WHERE start = 6468", f'{C4} number 2024年 (jcgg-2024.txt:6468): has the role 案情, but its reason is that of 日期'),
    ('other number misquoted', "UPDATE @reportednumber SET quote = '2025年' WHERE start = 6468", 'jcgg-2024.txt number (jcgg-2024.txt:6468): the source does not say what is quoted'),
    ('other numbers overlap', "UPDATE @reportednumber SET start = 536, quote = '九个' || 'x' WHERE start = 563", 'jcgg-2024.txt number (jcgg-2024.txt:536): overlaps the number 九个'),
    ('result listed as another number', 'UPDATE @reportednumber SET start = 7060, "end" = 7065, quote = \'2065件\' WHERE quote = \'2.0\' AND start = 5196', f'{C4} number 2065件 (jcgg-2024.txt:7060): is a result and none at once'),
    # Texts, passages, coverage
    ('title another', case("title = '别的标题'"), f'edited: {C4} title differs from its source'),
    ('background cut', case("background = '短'"), f'edited: {C4} background differs from its source'),
    ('heading another', measure('m-1', "heading = '别的'"), f'edited: {C4} m-1.heading differs from its source'),
    ('body emptied', measure('m-1', "body = ''"), f'edited: {C4} m-1.body differs from its source'),
    ('evidence quote another', evidence('background', "quote = '别的'"), f'{C4} background (jcgg-2024.txt:6339): the source does not say what is quoted'),
    ('evidence moved by one', evidence('background', 'start = start + 1'), f'{C4} background (jcgg-2024.txt:6340): the source does not say what is quoted'),
    ('evidence beyond the source', evidence('background', '"end" = 99999'), f"{C4} background (jcgg-2024.txt:6339): ends beyond the source's end"),
    ('evidence below nothing', evidence('background', 'start = -5'), f'{C4} background (jcgg-2024.txt:-5): the source does not say what is quoted'),
    ('evidence of another field', evidence('background', "field = 'significance'"), f'{C4} background (jcgg-2024.txt:6339): says that it is evidence of significance, but is of background'),
    ('evidence of another part', evidence('m-1.body', 'measure_id = [04 m-2]'), f'{C4} m-1.body (jcgg-2024.txt:6575): refers to another part than its key names'),
    ('evidence of another case', evidence('background', "case_id = [05], key = 'other'"), 'jcgg-2024-05 other (jcgg-2024.txt:6339): stands outside the characters of its case'),
    ('evidence deleted', "DELETE FROM @evidence WHERE case_id = [04] AND key = 'm-1.body'", f'{C4} m-1.body (jcgg-2024.txt:6288): has no evidence'),
    ('evidence of nothing', evidence('background', "key = 'foreground'"), f'{C4} foreground (jcgg-2024.txt:6339): is evidence of a value the case does not have'),
    ('parts of a value misnumbered', "UPDATE @evidence SET part = 5 WHERE case_id = [01] AND key = 'title' AND part = 1", 'jcgg-2024-01 title (jcgg-2024.txt:186): its parts are not numbered 0, 1, 2 …'),
    ('source text changed', "UPDATE @sourcedocument SET text = replace(text, '2065件', '2066件')", 'jcgg-2024.txt text: the stored text is not the one that was received (text_sha256)'),
    ('source text and sum changed', "UPDATE @sourcedocument SET text_sha256 = sha256, sha256 = 'abc'", 'jcgg-2024.txt sha256: is no check sum'),
    ('source cut short', 'UPDATE @sourcedocument SET text = substr(text, 1, 9000)', "jcgg-2024-06 (jcgg-2024.txt:13048): ends beyond the source's end"),
    ('source of another batch', "INSERT INTO @collection (id, slug, title, series, year, publisher) VALUES (9, 'other-2024', '其他(2024年)', '', 2024, ''); UPDATE @sourcedocument SET collection_id = 9", f'{C4} source: is a source of another batch'),
    ('furniture deleted', "DELETE FROM @sourcepassage WHERE note = 'section_name'", 'characters are in no value, label or noise of it'),
    ('noise deleted', "DELETE FROM @sourcepassage WHERE role = 'noise' AND start = 13058", 'jcgg-2024.txt text (jcgg-2024.txt:13058): 118 characters are in no case, furniture or noise'),
    ('text called layout', "UPDATE @sourcepassage SET note = 'layout' WHERE note = 'document_title'", 'is called layout, but is text: 检察改革典型事例(2024年)'),
    ('noise over a value', 'UPDATE @sourcepassage SET start = 6300, "end" = 6400 WHERE role = \'noise\' AND start = 13186', f'{C4} text (jcgg-2024.txt:6300): is in a value and on the page at once'),
    ('passage over the edge of a case', 'UPDATE @sourcepassage SET start = 8300, "end" = 8400 WHERE role = \'noise\' AND start = 13186', 'its edge lies within furniture or noise'),
    ('case over its neighbour', case('source_end = 8500'), 'jcgg-2024-05 (jcgg-2024.txt:8364): its characters overlap those of jcgg-2024-04'),
    ('case begins in itself', case('source_start = 6400'), f'{C4} title (jcgg-2024.txt:6292): stands outside the characters of its case'),
    ('record cut from its source', case('source_id = NULL, source_start = NULL, source_end = NULL'), f'{C4} source: has evidence, but no place in a source'),
    # Keywords, instruments, organ, level, region
    ('keyword folded otherwise', "UPDATE @keyword SET folded = 'x' WHERE id = 13", 'keyword 反向审视 folded: is not what its name gives: x'),
    ('keyword renamed', "UPDATE @keyword SET name = '甲', folded = '甲' WHERE id = 13", f'edited: {C4} keyword-1 differs from its source'),
    ('keyword at no address', "UPDATE @keyword SET slug = 'a b/c' WHERE id = 13", 'keyword 反向审视 slug: is no address: a b/c'),
    ('keyword exchanged', 'UPDATE @casekeyword SET tag_id = 1 WHERE content_object_id = [04] AND tag_id = 13', f'{C4} keyword-1 (jcgg-2024.txt:'),
    ('keyword taken off', 'DELETE FROM @casekeyword WHERE content_object_id = [04] AND tag_id = 13', 'is evidence of a keyword that the case does not carry'),
    ('keywords out of order', 'UPDATE @casekeyword SET "order" = 9 WHERE content_object_id = [04] AND tag_id = 13', f'edited: {C4} order 9 is not in the order of the text'),
    ('keywords at one place', 'UPDATE @casekeyword SET "order" = 1 WHERE content_object_id = [04]', f'{C4} keywords: 3 of them have the place 1'),
    ('instrument renamed', "UPDATE @instrument SET name = '乙平台' WHERE id = 2", 'name: is 乙平台, but was written as 市检察院数字检察工作领导小组'),
    ('instrument taken off', 'DELETE FROM @caseinstrument WHERE id = 2', 'is evidence of a instrument that the case does not carry'),
    ('organ another', case("organ = '河北省人民检察院'"), f'edited: {C4} organ differs from its source'),
    ('region another', case("region_id = '130000'"), f'{C4} region: is 130000, but its organ 河南省人民检察院 says 410000'),
    ('region gone', case('region_id = NULL'), f'{C4} region: is nothing, but its organ 河南省人民检察院 says 410000'),
    ('level another', case("level = 'county'"), f'{C4} level: is county, but its organ 河南省人民检察院 says province'),
    ('level above its region', case("level = 'province'", '03'), 'jcgg-2024-03 level: is province, but its region 柯城区 is of the level county'),
    ('region renamed', "UPDATE @region SET name = '河北' WHERE code = '130000'", 'region 130000 name: is 河北, but 河北省 in the shipped table'),
    ('region more', "INSERT INTO @region (code, name, level) VALUES ('999900', '外星市', 'prefecture')", 'region 999900: is not in the shipped table: 外星市'),
    ('regions gone', "DELETE FROM @region WHERE code LIKE '65%'", 'of the shipped table are not there: 650000'),
    # Tree and anchors
    ('parent in another case', measure('m-2-1', 'parent_id = [03 m-1]'), f'{C4} m-2-1: its parent is a measure of another case'),
    ('measures in a circle', measure('m-2', 'parent_id = [04 m-2-1]'), f'{C4} m-2: is its own ancestor'),
    ('measure below one that follows', measure('m-2-1', 'parent_id = [04 m-3]'), f'{C4} m-2-1: stands before m-3, below which it is'),
    ('measures out of order', measure('m-1', '"order" = 20'), f'{C4} m-1 (jcgg-2024.txt:'),
    ('measures at one place', measure('m-2', '"order" = 1'), f'{C4} measures: 2 of them have the place 1'),
    ('label another', measure('m-1', "label = '九'"), f'{C4} m-1 (jcgg-2024.txt:6554): the source has no label 九 there'),
    ('labels not one after the other', measure('m-2', "label = '一'"), f'{C4} m-2: its label 一 does not follow 一'),
    ('anchor of no form', measure('m-1', "anchor = 'x1'"), f'{C4} x1: is no anchor of a part of this kind'),
    ('anchor never given', outcome('o-4', "anchor = 'o-40'"), f'{C4} o-40: is above the anchors that the case says to have given'),
    ('anchors given forgotten', case('anchors = \'{"m": 1}\''), f'{C4} m-2: is above the anchors that the case says to have given'),
    # Addresses and batches
    ('address of another batch', case("slug = 'other-04'"), 'other-04 slug: is no address of the batch jcgg-2024'),
    ('address of no form', case("slug = 'jcgg 2024/4'"), 'jcgg 2024/4 slug: is no address'),
    ('number another', case('number = 40'), f'edited: {C4} number is 40, but its address was given for another'),
    ('batch of another year', 'UPDATE @collection SET year = 2019', 'collection jcgg-2024 year: is 2019, but its title says 2024'),
    ('batch address of no form', "UPDATE @collection SET slug = 'a b'", 'is no address: a b'),
    # What is made from records
    ('searched text changed', "UPDATE @searchtext SET title = 'x' WHERE case_id = [04]", f'{C4} search: its texts have changed since it was indexed: run `manage.py reindex`'),
    ('searched text gone', 'DELETE FROM @searchtext WHERE case_id = [04]', f'{C4} search: not indexed: run `manage.py reindex`'),
    ('searched text of no case', 'UPDATE @searchtext SET case_id = 77 WHERE case_id = [04]', 'search index case 77: has texts of a case that is not there'),
    ('index half built', 'UPDATE @catalogueversion SET indexed = (1 = 0)', 'search index: is being rebuilt, or was found damaged: run `manage.py reindex`'),
    ('no version', 'DELETE FROM @catalogueversion', 'version: there are 0 rows in place of one'),
    ('migration forgotten', "DELETE FROM django_migrations WHERE app = 'reform_cases' AND name = '0010_instruments'", 'database reform_cases.0010_instruments: is a migration that was not applied'),
    # Another valid word, and what many records share
    ('outcome planned', outcome('o-4', "status = 'planned'"), f'{C4} o-4.status: is planned, but the last revision says achieved'),
    ('kind another and its values too', outcome('o-4', "kind = 'amount'"), f'{C4} o-4.kind: is amount, but the last revision says count'),
    ('role and reason of another number', "UPDATE @reportednumber SET role = '法条', reason = '法律、条文中的数' WHERE start = 6468", 'jcgg-2024.txt number role (jcgg-2024.txt:6468): is 法条, but was written as 日期'),
    ('batch publisher another', "UPDATE @collection SET publisher = '河南省人民检察院'", 'collection jcgg-2024 publisher: is 河南省人民检察院, but was written as 最高人民检察院'),
    ('batch title another', "UPDATE @collection SET title = '改革事例(2024年)'", 'collection jcgg-2024 title: is 改革事例(2024年), but was written as 检察改革典型事例(2024年)'),
    ('source renamed', "UPDATE @sourcedocument SET name = 'other.txt'", 'jcgg-2024.txt name: is other.txt, but was written as jcgg-2024.txt'),
    ('source credit another', "UPDATE @sourcedocument SET credit = '新华社'", 'jcgg-2024.txt credit: is 新华社, but was written as'),
    ('warning gone', "DELETE FROM @sourcepassage WHERE role = 'warning'", 'jcgg-2024.txt passage (jcgg-2024.txt:'),
    ('noise of another reason', "UPDATE @sourcepassage SET note = 'navigation' WHERE role = 'noise' AND start = 13058", 'jcgg-2024.txt passage note (jcgg-2024.txt:13058): is navigation, but was written as'),
    ('instrument of another kind', "UPDATE @instrument SET kind = CASE kind WHEN '平台' THEN '系统' ELSE '平台' END WHERE id = 2", 'kind: is '),
    ('said of an instrument', "UPDATE @caseinstrument SET said = '全国首个' WHERE id = 2", '.said: is 全国首个, but the last revision says'),
    ('instrument beside the text', "INSERT INTO @caseinstrument (id, case_id, instrument_id, \"order\", said) SELECT 900, [04], id, 90, '' FROM @instrument WHERE id = 2", 'jcgg-2024-04 caseinstrument'),
    # Revisions, seals, suggestions, past versions
    ('revision unreadable', "UPDATE @revision SET body = 'abc' WHERE case_id = [04]", f'{C4} revision 1: cannot be read'),
    ('revision another', "UPDATE @revision SET body = (SELECT body FROM @revision WHERE case_id = [05]) WHERE case_id = [04]", f'{C4} revision 1: is not what its check sum says'),
    ('revision and its check sum another', "UPDATE @revision SET body = (SELECT body FROM @revision WHERE case_id = [05]), hash = (SELECT hash FROM @revision WHERE case_id = [05]) WHERE case_id = [04]", f'{C4} revision 1: is not the one that its chain of check sums vouches for'),
    ('revision gone', 'DELETE FROM @revision WHERE case_id = [04]', f'{C4} revisions: has none'),
    ('revision of what is gone damaged', "UPDATE @revision SET case_id = NULL, body = 'abc' WHERE case_id = [06]", 'jcgg-2024-06 revision 1: cannot be read'),
    ('seal unreadable', "UPDATE @seal SET body = 'abc' WHERE kind = 'collection'", 'collection seal: cannot be read'),
    ('suggestion misspelt', "UPDATE @suggestion SET pinyin = 'x' WHERE text = '反向审视'", 'suggestion 反向审视: is not spelt as its name is'),
    ('suggestion gone', "DELETE FROM @suggestion WHERE text = '反向审视'", 'suggestion 反向审视: is not there'),
    ('past version another', "UPDATE @pastversion SET token = 'x' WHERE serial = (SELECT serial FROM @catalogueversion)", 'is not the version there is'),
    ('past version to come', "INSERT INTO @pastversion (slot, serial, token) VALUES (60000, 60000, 'x')", 'past version 60000: is later than the version there is'),
    ('past version in a wrong place', "INSERT INTO @pastversion (slot, serial, token) VALUES (65000, 1, 'x')", 'past version 1: stands in the place of another'),
)
