"""What changed between two versions of a strategy: words, passages, settings; nothing is lost and nothing made up."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxreport.evaluate.compared_passages import Kind, Passage, compare_passages
from dxreport.evaluate.compared_text import compare, likeness, tokens
from dxreport.report.amendment import abridged, moved_note
from tests.amended import (
    AKANE,
    CITY,
    HOSHIMI,
    REAL,
    Plan,
    amend,
    hidden,
    loads,
    marked,
    plan_of,
    printed,
    strategy_of,
    told,
)

# --- two texts -------------------------------------------------------------------------------------------------------

TEXTS = [
    # a figure with its unit; what bounds it stands on its own
    ("オンライン化率：75%以上", "オンライン化率：[[75%]]以上", "オンライン化率：[[80%]]以上"),
    ("登録件数：1,250件", "登録件数：[[1,250件]]", "登録件数：[[1,500件]]"),
    ("業務時間内4時間以内", "業務時間内[[4時間]]以内", "業務時間内[[3時間]]以内"),
    ("登録作業：10～12月", "登録作業：[[10～12月]]", "登録作業：[[12～2月]]"),
    ("5種類、50データ", "[[5種類、50データ]]", "[[6種類、60データ]]"),
    # whole words, verbs with their endings
    ("公開を進めるとともに", "公開を[[進める]]とともに", "公開を[[高める]]とともに"),
    ("区の手続を改める。", "[[区]]の手続を改める。", "[[区役所]]の手続を改める。"),
    ("高齢者等の生活を豊かにする", "高齢者等[[の]]生活を豊かにする", "高齢者等[[への]]生活を豊かにする"),
    ("DXビジョンの実現", "[[DX]]ビジョンの実現", "[[ICT]]ビジョンの実現"),
    # one mark for neighbours: no letters scattered
    ("行政の改革が加速している。", "行政の改革が[[加速している]]。", "行政の改革が[[加速する]]。"),
    ("窓口の予約を始めた。", "窓口の[[予約を始めた]]。", "窓口の[[案内を終えた]]。"),
    # sentences that are added or taken away
    ("便利にする。", "便利にする。", "便利にする。[[あわせて、多言語で発信する。]]"),
    ("便利にする。安全にする。", "便利にする。[[安全にする。]]", "便利にする。"),
    # two texts with hardly a word in common are two texts
    ("オープンデータの利活用の拡大", "[[オープンデータの利活用の拡大]]", "[[庁内連携の推進]]"),
    (
        "区民の意見を聴き、計画に反映する。",
        "[[区民の意見を聴き、計画に反映する]]。",
        "[[事業者の参画を得て、計画の進捗を公表する]]。",
    ),
    ("", "", "[[新しい文]]"),
    ("同じ文", "同じ文", "同じ文"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "old_marked", "new_marked"), TEXTS)
def test_words_and_figures_are_marked_whole(old: str, old_marked: str, new_marked: str) -> None:
    new = new_marked.replace("[[", "").replace("]]", "")
    before, after = compare(old, new)
    assert (marked(before), marked(after)) == (old_marked, new_marked)


LETTERS = st.text(st.sampled_from("区民の手続を行う10件%、。ーアa \n　①ゃ𠮷"), max_size=40)


@given(LETTERS | st.text(max_size=30), LETTERS | st.text(max_size=30))
def test_pieces_joined_are_the_texts(old: str, new: str) -> None:
    before, after = compare(old, new)
    assert "".join(p.text for p in before) == old
    assert "".join(p.text for p in after) == new
    assert [p.text for p in before if not p.changed] == [p.text for p in after if not p.changed]
    assert any(p.changed for p in (*before, *after)) == (old != new)
    assert "".join(tokens(old)) == old
    assert 0 <= likeness(old, new) <= 1


def test_long_texts_are_compared_by_sentences() -> None:
    old = "".join(f"第{n}の取組を進める。" for n in range(2_000))
    before, after = compare(old, old.replace("第777の取組を進める", "第777の取組をやめる"))
    assert [p.text for p in before if p.changed] == ["第777の取組を進める。"]
    assert [p.text for p in after if p.changed] == ["第777の取組をやめる。"]


@given(
    st.lists(st.sampled_from(["変わらない文。", "長い、変わらない文である。\n", "改める文。", "区民の"]), max_size=90)
)
def test_a_long_passage_keeps_every_sentence_that_changed(parts: list[str]) -> None:
    old = "".join(parts)
    for side in compare(old, old.replace("改める", "直す")):
        short = abridged(side)
        assert [p.text for p in short if p.changed] == [p.text for p in side if p.changed]
        assert len("".join(p.text for p in short)) <= len(old) + len("（略）")


def test_a_long_passage_is_abridged_alike_on_both_sides() -> None:
    old = "".join(f"第{n}の取組を、関係する所属が連携して進める。" for n in range(1, 41))
    before, after = (abridged(s) for s in compare(old, old.replace("第20の取組", "第20の事業")))
    assert marked(before) == "（略）第20の[[取組]]を、関係する所属が連携して進める。（略）"
    assert marked(after) == "（略）第20の[[事業]]を、関係する所属が連携して進める。（略）"


# --- two lists of passages -------------------------------------------------------------------------------------------

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


def _listed(keys: list[str]) -> list[Passage]:
    return [Passage("", f"項目{k}", k, "list") for k in keys]


@given(KEYS, KEYS)
def test_every_passage_is_told_once(old: list[str], new: list[str]) -> None:
    rows = compare_passages(_listed(old), _listed(new))
    kinds = {k: [r for r in rows if (r.new or r.old) and (r.new or r.old).key == k] for k in {*old, *new}}  # type: ignore[union-attr]  # one of the two is there
    for key, found in kinds.items():
        said = {r.kind for r in found}
        if key in old and key in new:
            assert said in ({Kind.SAME}, {Kind.MOVED_HERE, Kind.MOVED_AWAY})
        else:
            assert said == {Kind.ADDED if key in new else Kind.DELETED}
    shown = [r.new.key for r in rows if r.new and r.kind is not Kind.MOVED_AWAY]
    assert shown == new
    kept = [r.old.key for r in rows if r.old and r.kind is not Kind.MOVED_HERE]
    assert kept == old


def test_as_few_as_possible_are_moved() -> None:
    rows = compare_passages(_listed(list("abcde")), _listed(list("bcdae")))
    assert [(r.new.key, moved_note(r)) for r in rows if r.new and r.kind is not Kind.SAME] == [
        ("a", "（「項目d」の次へ移動）"),
        ("a", "（先頭から移動）"),
    ]


# --- two versions of a plan ------------------------------------------------------------------------------------------


def first(plan: Plan) -> Plan:
    found: Plan = plan["themes"][0]["initiatives"][0]
    return found


def test_nothing_changed() -> None:
    found = amend(lambda plan: plan)
    assert (found.changes, found.hidden) == ((), ())


CHANGES: list[tuple[str, Any, list[tuple[str, str, str, str]]]] = [
    (
        "a target",
        lambda p: first(p)["indicators"][1].update(text="研修受講率：97%超"),
        [("changed", "施策1　指標", "研修受講率：[[97%]]超", "研修受講率：[[95%]]超")],
    ),
    (
        "an outline, in the matrix and on the sheet",
        lambda p: first(p).update(outline="手続と窓口を改める。"),
        [
            (
                "changed", "第3　2つの施策　基本目標①",
                "1　手続の改善（めざす姿①②）\n手続[[と窓口]]を改める。", "1　手続の改善（めざす姿①②）\n手続を改める。",
            ),
            ("changed", "施策1　概要", "手続[[と窓口]]を改める。", "手続を改める。"),
        ],
    ),
    (
        "a bar by two months",
        lambda p: first(p)["tasks"][0]["bars"][1].update(first="12"),
        [
            (
                "changed", "施策1　取組",
                "手続を見直す\n・4～9月\n・●決定：9月末\n・試行：[[12月]]～3月（※想定）\n・●方針決定：1月初め",
                "手続を見直す\n・4～9月\n・●決定：9月末\n・試行：[[10月]]～3月（※想定）\n・●方針決定：1月初め",
            )
        ],
    ),
    (
        "a milestone",
        lambda p: first(p)["tasks"][0]["bars"][2]["milestones"][0].update(point="middle"),
        [
            (
                "changed", "施策1　取組",
                "手続を見直す\n・4～9月\n・●決定：9月末\n・試行：10月～3月（※想定）\n・●方針決定：1月[[中旬]]",
                "手続を見直す\n・4～9月\n・●決定：9月末\n・試行：10月～3月（※想定）\n・●方針決定：1月[[初め]]",
            )
        ],
    ),
    (
        "a bar taken away",
        lambda p: first(p)["tasks"][0]["bars"].pop(1),
        [
            (
                "changed", "施策1　取組",
                "手続を見直す\n・4～9月\n・●決定：9月末\n・●方針決定：1月初め",
                "手続を見直す\n・4～9月\n・●決定：9月末\n[[・試行：10月～3月（※想定）\n]]・●方針決定：1月初め",
            )
        ],
    ),
    (
        "a task added",
        lambda p: first(p)["tasks"].append(
            {"id": "1-T9", "name": "窓口の|予約", "bars": [{"id": "1-S9", "short_name": "予約", "first": "7", "last": "7", "department": "soumu"}]}
        ),
        [("added", "施策1　取組", "[[窓口の予約\n・7月]]", "")],
    ),
    (
        "an indicator taken away",
        lambda p: first(p)["indicators"].pop(3),
        [("deleted", "施策1　指標", "", "[[重大な障害：0件]]")],
    ),
    (
        "indicators in another order",
        lambda p: first(p)["indicators"].insert(0, first(p)["indicators"].pop(2)),
        [
            ("moved_here", "施策1　指標", "印刷枚数：15%減", "印刷枚数：15%減"),
            ("moved_away", "施策1　指標", "印刷枚数：15%減", "印刷枚数：15%減"),
        ],
    ),
    (
        "an initiative renamed",
        lambda p: first(p).update(title="手続の|見直し"),
        [
            (
                "changed", "第3　2つの施策　基本目標①",
                "1　手続の[[見直し]]（めざす姿①②）\n手続を改める。", "1　手続の[[改善]]（めざす姿①②）\n手続を改める。",
            ),
            ("changed", "施策1　名称", "手続の[[見直し]]", "手続の[[改善]]"),
        ],
    ),
    (
        "a paragraph of the foreword added",
        lambda p: p["foreword"]["items"].append({"paragraph": "計画を改めました。"}),
        [("added", "はじめに", "[[計画を改めました。]]", "")],
    ),
    (
        "a statement reworded",
        lambda p: p["statements"][0].update(text="安全にする。"),
        [("changed", "第2　全体像", "使命\n目的\n[[安全]]にする。", "使命\n目的\n[[便利]]にする。")],
    ),
    (
        "an aspiration given its text",
        lambda p: p["aspirations"][1].update(text="安全なまち"),
        [
            ("changed", "第2　全体像　めざす姿", "②　[[安全なまち]]", "②　[[（本文なし）]]"),
            ("changed", "施策1　めざす姿", "②　[[安全なまち]]", "②　[[（本文なし）]]"),
            ("changed", "施策2　めざす姿", "②　[[安全なまち]]", "②　[[（本文なし）]]"),
        ],
    ),
    (
        "a term",
        lambda p: p["terms"].update(outline="事業の概要"),
        [
            ("changed", "見出しの用語", "[[事業の]]概要", "概要"),
        ],
    ),
    (
        "a limit of the scale, which the document explains",
        lambda p: p["scale"]["running"]["classes"][2]["when"].update(progress=">=90"),
        [
            (
                "changed", "参考　進捗の評価の区分",
                "△Cやや遅れ　進捗率が[[90%]]以上100%未満。", "△Cやや遅れ　進捗率が[[80%]]以上100%未満。",
            ),
            (
                "changed", "参考　進捗の評価の区分",
                "×D遅れ　進捗率が[[90%]]未満。0件目標又は上限のある項目は、目標を守れなかった。",
                "×D遅れ　進捗率が[[80%]]未満。0件目標又は上限のある項目は、目標を守れなかった。",
            ),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "wanted"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_a_change_is_told_at_its_place(edit: Any, wanted: list[tuple[str, str, str, str]]) -> None:
    assert told(amend(edit)) == wanted


def notes(edit: Any, base: Path = CITY) -> list[tuple[str, str, str]]:
    """Place and note of everything that moved."""
    return [(r.kind.value, r.place, moved_note(r)) for r in amend(edit, base).changes if moved_note(r)]


def test_an_initiative_that_goes_to_another_theme_is_told_as_moved() -> None:
    def edit(plan: Plan) -> None:
        one, two = plan["themes"][0]["initiatives"], plan["themes"][1]["initiatives"]
        two.append(one.pop(0))
        one.append(two.pop(0))

    assert notes(edit) == [
        ("moved_away", "第3　2つの施策　基本目標①", "（基本目標②へ移動）"),
        ("moved_here", "第3　2つの施策　基本目標①", "（基本目標②から移動）"),
        ("moved_away", "第3　2つの施策　基本目標②", "（基本目標①へ移動）"),
        ("moved_here", "第3　2つの施策　基本目標②", "（基本目標①から移動）"),
    ]
    assert len(amend(edit).changes) == 4  # its sheet says what it said


def test_a_task_and_an_indicator_that_go_to_another_initiative_are_told_as_moved() -> None:
    def edit(plan: Plan) -> None:
        one, two = (t["initiatives"][0] for t in plan["themes"])
        two["tasks"].append(one["tasks"].pop(0))
        two["indicators"].insert(0, one["indicators"].pop(1))

    assert notes(edit) == [
        ("moved_away", "施策1　指標", "（施策2へ移動）"),
        ("moved_away", "施策1　取組", "（施策2へ移動）"),
        ("moved_here", "施策2　指標", "（施策1から移動）"),
        ("moved_here", "施策2　取組", "（施策1から移動）"),
    ]


def test_a_paragraph_that_goes_elsewhere_word_for_word_has_moved() -> None:
    def before(plan: Plan) -> None:
        texts = ("一つ目の段落である。", "二つ目の文章とする。", "三つ目の記述を置く。")
        plan["foreword"]["items"] = [{"paragraph": t} for t in texts]

    def edit(plan: Plan) -> None:
        plan["foreword"]["items"].append(plan["foreword"]["items"].pop(0))

    found = amend(edit, before=before)
    assert [(r.kind.value, moved_note(r)) for r in found.changes] == [
        ("moved_away", "（「三つ目の記述を置く。」の次へ移動）"),
        ("moved_here", "（「はじめに」の次から移動）"),
    ]


def test_what_is_put_in_the_middle_does_not_make_the_rest_new() -> None:
    """Ids that are counted on (1-2 becomes 1-3) are no change of what is said."""

    def edit(plan: Plan) -> None:
        indicators = first(plan)["indicators"]
        for n in range(len(indicators), 1, -1):
            indicators[n - 1]["id"] = f"1-{n + 1}"
        new = deepcopy(indicators[2])
        new.update(id="1-2", text="窓口の待ち時間：5分以内")
        new["measures"][0].update(id="1-9")
        indicators.insert(1, new)

    assert told(amend(edit)) == [("added", "施策1　指標", "[[窓口の待ち時間：5分以内]]", "")]


def test_an_initiative_that_takes_over_a_number_is_new_and_the_others_are_not() -> None:
    def edit(plan: Plan) -> None:
        initiatives = plan["themes"][0]["initiatives"]
        again = deepcopy(initiatives[0])
        initiatives[0]["number"] = "3"
        text = yaml_ids(initiatives[0], "1-", "3-")
        initiatives[0] = text
        again.update(title="新しい|施策", outline="新しいことを行う。")
        again["tasks"], again["indicators"] = again["tasks"][:1], again["indicators"][1:2]
        again["tasks"][0]["name"] = "新しい取組"
        again["indicators"][0]["text"] = "新しい指標：95%超"
        initiatives.insert(0, again)

    found = told(amend(edit))
    matrix = [row for row in found if "2つの施策" in row[1]]
    assert [(kind, new) for kind, _, new, _ in matrix] == [
        ("added", "[[1　新しい施策（めざす姿①②）\n新しいことを行う。]]"),
        ("changed", "[[3]]　手続の改善（めざす姿①②）\n手続を改める。"),
    ]
    assert {kind for kind, place, *_ in found if place.startswith("施策3")} == set()
    assert {kind for kind, place, *_ in found if place.startswith("施策1")} == {"added"}


def yaml_ids(node: Any, old: str, new: str) -> Any:
    """The same with ids that begin with ``old`` beginning with ``new``."""
    if isinstance(node, dict):
        return {
            k: (new + v[len(old) :] if k == "id" and v.startswith(old) else yaml_ids(v, old, new))
            for k, v in node.items()
        }
    return [yaml_ids(x, old, new) for x in node] if isinstance(node, list) else node


def test_what_is_gone_is_shown_under_the_name_that_its_place_has_now() -> None:
    """A new first chapter makes 第1 of the old one 第2: all of it is shown there."""

    def edit(plan: Plan) -> None:
        plan["chapters"][0]["sections"][0]["items"].pop()
        plan["chapters"].insert(0, {"title": "改定の趣旨", "sections": [{"items": [{"paragraph": "計画を改める。"}]}]})

    rows = [row for row in told(amend(edit)) if row[1].startswith(("第1", "第2　背景"))]
    assert rows == [
        ("added", "第1　改定の趣旨", "[[第1　改定の趣旨]]", ""),
        ("added", "第1　改定の趣旨", "[[計画を改める。]]", ""),
        ("changed", "第2　背景", "第[[2]]　背景", "第[[1]]　背景"),
        ("deleted", "第2　背景　1　現状", "", "[[（本文なし）]]"),
    ]


# --- what no paper shows ---------------------------------------------------------------------------------------------

HIDDEN: list[tuple[str, Any, dict[str, tuple[str | None, str | None]]]] = [
    ("a planned value", lambda p: first(p)["indicators"][1]["measures"][0]["plan"]["values"].update(q1="30"),
     {"measures 1-2 plan values q1": ("20", "30")}),
    ("a colour", lambda p: p["palette"].update(accent="0B4F72"), {"palette accent": ("0B4F71", "0B4F72")}),
    ("a limit of delays", lambda p: p["scale"].update(slight_delay_months="2"),
     {"scale slight_delay_months": ("1", "2")}),
    ("where a title may break", lambda p: first(p).update(title="手続の改善"),
     {"initiatives 1 title": ("手続の|改善", "手続の改善")}),
    ("a measure under another indicator",
     lambda p: first(p)["indicators"][2]["measures"].append(first(p)["indicators"][0]["measures"].pop(1)),
     {"indicators 1-1 measures": ("1-1a、1-1b", "1-1a"), "indicators 1-3 measures": ("1-3", "1-3、1-1b")}),
    ("a paragraph that became a list",
     lambda p: p["foreword"]["items"].__setitem__(0, {"bullets": [p["foreword"]["items"][0]["paragraph"]]}),
     {"はじめに みどり市は、計画を定めました。": ("paragraph", "bullets")}),
    ("a setting that was not there", lambda p: first(p).update(important="false"),
     {"initiatives 1 important": (None, "false")}),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "wanted"), [h[1:] for h in HIDDEN], ids=[h[0] for h in HIDDEN])
def test_what_no_paper_shows_is_told_apart(edit: Any, wanted: dict[str, tuple[str | None, str | None]]) -> None:
    found = amend(edit)
    assert told(found) == []
    assert hidden(found) == wanted


def test_aims_behind_a_label_are_printed_nowhere() -> None:
    found = amend(
        lambda p: first(p).update(aspirations=["1"]), before=lambda p: first(p).update(aspirations_label="めざす姿①～②")
    )
    assert (told(found), hidden(found)) == ([], {"initiatives 1 aspirations": ("1、2", "1")})


def test_hidden_changes_name_their_lines() -> None:
    (found,) = amend(lambda p: p["palette"].update(accent="0B4F72")).hidden
    assert found.old_line is not None
    assert found.new_line is not None
    assert (found.old_line.file, found.old_line.line) == ("old.yaml", found.new_line.line)


# --- nothing is lost -------------------------------------------------------------------------------------------------


def settings(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(node, dict):
        return [x for k, v in node.items() for x in settings(v, (*path, k))]
    if isinstance(node, list):
        return [x for n, v in enumerate(node) for x in settings(v, (*path, n))]
    return [path]


# Tables by name whose entries are alike.
_ALIKE = frozenset({"tones", "schedule", "values", "words", "results", "yearly", "editions", "dates", "base"})


def _kinds(plan: Plan) -> dict[tuple[str, ...], tuple[str | int, ...]]:
    """A path for each kind of setting that there is, whatever the member it belongs to."""
    found = {}
    for path in reversed(settings(plan)):
        above = ("", *path)
        found[tuple("*" if isinstance(p, int) or a in _ALIKE else p for a, p in zip(above, path, strict=False))] = path
    return found


def changed(text: str) -> list[str]:
    """Values that a setting could take instead: at least one should make a plan that can be used."""
    spare = {"true": "false", "false": "true"}.get(text, "")
    number = str(int(text) + 1) if text.isdecimal() else ""
    return [v for v in (spare, number, f"{text}の新", "late", "higher") if v and v != text]


def at(plan: Plan, path: tuple[str | int, ...], value: str) -> None:
    node: Any = plan
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value


@pytest.mark.parametrize("base", [CITY, HOSHIMI, AKANE], ids=["city", "hoshimi", "akane"])
def test_every_setting_that_changes_is_told(base: Path) -> None:
    """In the table if the document's words change, on the screen if they do not; never neither."""
    whole = plan_of(base)
    before = printed(strategy_of(whole))
    tried = 0
    known = {} if base == CITY else _kinds(plan_of(CITY))
    # What a plan has no place for depends on the plan: names of levels, titles.
    wanted = [
        p for k, p in _kinds(whole).items() if k not in known or k[0] in ("terms", "overview_title", "aspirations")
    ]
    for path in sorted(wanted, key=str):
        node: Any = whole
        for part in path:
            node = node[part]
        for value in changed(node):
            found = loads(lambda p, path=path, value=value: at(p, path, value), base)  # type: ignore[misc]  # mypy cannot infer a lambda's defaults
            if found is None:
                continue
            tried += 1
            if printed(found.new) != before:
                assert found.changes, (path, value)
                assert not found.hidden, (path, value)
            else:
                assert found.hidden, (path, value)
            break
    assert tried > 10


def test_every_text_of_a_new_initiative_is_in_the_table() -> None:
    """Of the real strategy: take out one initiative, and everything that the document no longer says is told."""

    def edit(plan: Plan) -> None:
        plan["themes"][2]["initiatives"].pop(1)

    found = amend(edit, REAL)
    gone = "\n".join(old for _, _, _, old in told(found)).replace("[[", "").replace("]]", "")
    kept = printed(found.new)
    terms = {*vars_of(found.old.terms), "概要"}
    for line in printed(found.old).split("\n"):
        if line and line not in kept and line not in terms and not line.replace(".", "").isdigit():
            core = line.removeprefix("・").removeprefix("めざす姿").replace("：", "　", 1)
            assert (
                line.removeprefix("・") in gone or core in gone or "のスケジュール" in line or line[:1] in "塗戦重"
            ), line


def vars_of(terms: Any) -> list[str]:
    return [str(getattr(terms, name)) for name in terms.__slots__]
