import pytest
from scipy.stats import chi2, poisson

from trucewatch.errors import QuestionError
from trucewatch.estimate.poisson_count import count_interval


@pytest.mark.parametrize("count", [0, 1, 10, 2804])
def test_it_is_the_interval_by_chi_squares(count: int) -> None:
    found = count_interval(count, level=0.9)
    assert found.low == pytest.approx(chi2.ppf(0.05, 2 * count) / 2 if count else 0)
    assert found.high == pytest.approx(chi2.ppf(0.95, 2 * count + 2) / 2)


@pytest.mark.parametrize("mean", [0.3, 2.5, 20.0])
def test_it_covers_at_least_what_it_says(mean: float) -> None:
    held = sum(
        float(poisson.pmf(count, mean))
        for count in range(200)
        if (found := count_interval(count, level=0.9)).low <= mean <= found.high
    )
    assert held >= 0.9


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(QuestionError, match="a count of -1"):
        count_interval(-1, level=0.9)
    with pytest.raises(QuestionError, match="a level of 1"):
        count_interval(1, level=1)
