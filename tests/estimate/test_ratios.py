import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import stdtr

from trucewatch.estimate import ratios


def peak(at: float, width: float) -> NDArray[np.float64]:
    return np.exp(-0.5 * ((ratios.POINTS - at) / width) ** 2)


def test_the_distribution_of_a_unit_with_a_change() -> None:
    """The closed form against the library's, by a grid of one centre."""
    grid = ratios.hyper(centred=True, unchanged=(0.0,))
    row = int(np.argmin(abs(grid.spread - grid.spread.max())))
    edges = 2.2 * np.linspace(0, 1, 21) ** 2
    tau = (edges[row] + edges[row + 1]) / 2
    wanted = np.diff(stdtr(4, ratios.EDGES / tau))
    assert grid.masses[row] == pytest.approx(wanted / wanted.sum(), abs=1e-12)


@pytest.mark.parametrize("centred", [True, False])
def test_the_grid_is_a_distribution(centred: bool) -> None:
    grid = ratios.hyper(centred=centred)
    assert grid.prior.sum() == pytest.approx(1)
    assert grid.masses.sum(axis=1) == pytest.approx(np.ones(len(grid.masses)))
    assert grid.prior @ grid.unchanged == pytest.approx(0.5)
    assert grid.prior @ grid.middle == pytest.approx(0, abs=1e-12)
    assert ratios.EDGES[120] == 0.0


def test_many_alike_draw_the_one_that_knows_little() -> None:
    grid = ratios.hyper(centred=False)
    vague = peak(1.0, 1.0)
    alone = ratios.posterior(vague[None, :], grid)
    among = ratios.posterior(np.vstack([vague, *[peak(-1.2, 0.2)] * 12]), grid)
    assert ratios.quantiles(alone.theta, (0.5,))[0, 0] > 0
    assert ratios.quantiles(among.theta, (0.5,))[0, 0] == pytest.approx(-1.1, abs=0.15)
    assert ratios.spread_of(among.theta)[0] < 0.6 * ratios.spread_of(alone.theta)[0]


def test_one_that_knows_much_stands_apart() -> None:
    found = ratios.posterior(
        np.vstack([peak(2.0, 0.1), *[peak(-1.2, 0.1)] * 12]), ratios.hyper(centred=False)
    )
    assert ratios.quantiles(found.theta, (0.5,))[0, 0] == pytest.approx(2.0, abs=0.06)
    assert found.rise[0] > 0.999
    assert found.fall[1:].min() > 0.999


def test_what_all_tell_twice_counts_half_with_half_the_power() -> None:
    grid = ratios.hyper(centred=True)
    once = ratios.posterior(peak(-0.5, 0.2)[None, :], grid)
    twice = ratios.posterior(np.vstack([peak(-0.5, 0.2)] * 2), grid, power=0.5)
    assert twice.weights == pytest.approx(once.weights)


def test_units_that_contradict_every_point_of_the_grid() -> None:
    sharp = np.vstack([peak(-5.9, 0.021), peak(4.9, 0.021)] * 50)
    found = ratios.posterior(sharp, ratios.hyper(centred=False))
    assert np.isfinite(found.theta).all()
    assert found.fall[0] == pytest.approx(1)
    assert found.rise[1] == pytest.approx(1)
