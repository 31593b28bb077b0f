from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mt.markup.alignment import Link, words
from pipeline.mt.markup.codes import take_out
from pipeline.mt.markup.placement import put_back
from pipeline.text import inline
from pipeline.text.inline import CODE


def by_word(source: str, target: str, order: str) -> list[Link]:
    """Link the words of a plain source to those of its translation: "0 2 1" says where each target word comes from."""
    ours, theirs = words(source), words(target)
    return [Link(ours[int(number)], theirs[place], 1.0) for place, number in enumerate(order.split()) if number != "-"]


@pytest.mark.parametrize(
    ("source", "target", "order", "expected"),
    [
        ("the <1>red house</1> today", "a casa vermelha hoje", "0 2 1 3", "a <1>casa vermelha</1> hoje"),
        ("<1>red</1> <2>house</2>", "casa vermelha", "1 0", "<2>casa</2> <1>vermelha</1>"),
        ("<1>a <2>b</2> c</1> d", "A B C D", "0 1 2 3", "<1>A <2>B</2> C</1> D"),
        ("<1>Only this.</1>", "Só isto.", "0 1 2", "<1>Só isto.</1>"),
        ("line one<1/>line two", "linha um linha dois", "0 1 2 3", "linha um<1/>linha dois"),
        ("word<1/>, next", "palavra, próxima", "0 1 2", "palavra<1/>, próxima"),
        ("see <1/> here", "veja aqui", "0 1", "veja <1/> aqui"),
        ("<1/> see here", "veja aqui", "0 1", "<1/> veja aqui"),
        ("see here <1/>", "veja aqui", "0 1", "veja aqui <1/>"),
        ("H<1>2</1>O boils", "H2O ferve", "0 1", "H<1>2</1>O ferve"),
        ("The study<1>3</1> says so", "O estudo3 diz isso", "0 1 2 3", "O estudo<1>3</1> diz isso"),
        ("phone <1>+1 202</1> now", "telefone +1 202 já", "0 - 1 2", "telefone <1>+1 202</1> já"),
        ("a <1>CAR-T</1> cell", "uma célula CAR-T", "0 2 -", "uma célula <1>CAR-T</1>"),
        ("<1>73</1> of 73 %", "73 de 73 %", "0 1 2 3", "<1>73</1> de 73 %"),
        ("appeared in the <1/>.", "apareceu.", "0", "apareceu <1/>."),
        ("the <1></1>dose", "a dose", "0 1", "a<1></1> dose"),
        ("pick <1>it </1>up", "pegue isso já", "0 1 2", "pegue <1>isso</1> já"),
    ],
)
def test_codes_go_where_their_words_went(source, target, order, expected):
    marked = take_out(source)
    restored = put_back(marked, target, by_word(marked.text, target, order))
    assert restored.text == expected
    assert restored.unsure == ()


def test_text_without_codes_stays_itself():
    assert take_out("a < b and b > c").text == "a < b and b > c"


def test_a_tag_without_its_counterpart_comes_back():
    marked = take_out("one <1> two </2> three")
    assert marked.text == "one two three"
    assert put_back(marked, "um dois três", by_word(marked.text, "um dois três", "0 1 2")).text == (
        "um <1> dois </2> três"
    )


def test_line_breaks_keep_their_order():
    marked = take_out("a<1/>b<2/>c")
    restored = put_back(marked, "C B A", by_word(marked.text, "C B A", "2 1 0"), breaks=frozenset({1, 2}))
    assert restored.text.index("<1/>") < restored.text.index("<2/>")


def test_a_pair_whose_words_are_lost_is_reported_and_kept():
    marked = take_out("take <1>two</1> tablets")
    restored = put_back(marked, "tome comprimidos", by_word(marked.text, "tome comprimidos", "0 2"))
    assert Counter(CODE.findall(restored.text)) == Counter(CODE.findall("<1></1>"))
    assert restored.unsure == (1,)


def _coded(children):
    pair = st.tuples(st.just("pair"), children)
    return st.lists(st.one_of(st.sampled_from(["ab", "cde", "f", ",", " ", "."]), st.just("alone"), pair), max_size=4)


trees = st.recursive(st.just([]), _coded, max_leaves=12)


def _render(tree, numbers):
    text = ""
    for node in tree:
        if node == "alone":
            numbers.append(len(numbers) + 1)
            text += f"<{numbers[-1]}/>"
        elif isinstance(node, str):
            text += node
        else:
            numbers.append(len(numbers) + 1)
            number = numbers[-1]
            text += f"<{number}>{_render(node[1], numbers)}</{number}>"
    return text


def _well_formed(text):
    waiting = []
    for code in inline.codes(text):
        if code.kind == "open":
            waiting.append(code.number)
        elif code.kind == "close" and (not waiting or waiting.pop() != code.number):
            return False
    return not waiting


@given(st.data(), trees, st.lists(st.sampled_from(["um", "dois", "três", ",", "quatro."]), max_size=6))
def test_any_alignment_gives_the_same_codes_well_nested(data, tree, target_words):
    source = _render(tree, [])
    target = " ".join(target_words)
    marked = take_out(source)
    ours, theirs = words(marked.text), words(target)
    links = []
    if ours and theirs:
        pairs = st.tuples(st.sampled_from(ours), st.sampled_from(theirs), st.floats(0.1, 1))
        links = [Link(*values) for values in data.draw(st.lists(pairs, max_size=8))]
    restored = put_back(marked, target, links)
    assert Counter(CODE.findall(restored.text)) == Counter(CODE.findall(source))
    assert _well_formed(restored.text)
    assert re.sub(r"\s", "", CODE.sub("", restored.text)) == re.sub(r"\s", "", target)
    kept_apart = re.findall(r"\w+", CODE.sub(" ", restored.text))
    assert kept_apart == re.findall(r"\w+", target) or re.search(r"\w<[^ ]*>\w", source)
    assert len(restored.places) == len(target) + 1
    for place, character in zip(restored.places, target, strict=False):
        assert character.isspace() or restored.text[place] == character
