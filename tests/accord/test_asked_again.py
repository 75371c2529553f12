"""What is remembered between questions changes no answer."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bench.process import START, made_up
from trucewatch.accord.cases import find_process, shipped_cases
from trucewatch.accord.index import Index
from trucewatch.accord.status import status_of

PROCESSES = [find_process(name)[0] for name in shipped_cases()]
BIG = made_up(24, 12, seed=3)
DAYS = st.integers(-30, 800)


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), min_size=2, max_size=6))
def test_one_index_and_a_new_one_for_each_question_tell_the_same(
    asked: list[tuple[int, int | None]],
) -> None:
    for process, first in ((BIG, START), *((one, START) for one in PROCESSES)):
        kept = Index(process)
        for days, then in asked:
            as_of = first + timedelta(days=days)
            known = None if then is None else first + timedelta(days=then)
            assert status_of(kept, as_of, known=known) == status_of(
                Index(process), as_of, known=known
            )
