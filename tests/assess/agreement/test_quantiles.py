import pytest

from pmobook.assess.agreement.quantiles import f_above, f_quantile, normal_below, normal_quantile, t_below, t_quantile


def test_quantiles_are_those_of_printed_tables():
    assert float(f_quantile(0.95, 5, 15)) == pytest.approx(2.901, abs=5e-4)
    assert float(t_quantile(0.975, 4)) == pytest.approx(2.776, abs=5e-4)
    assert float(normal_quantile(0.975)) == pytest.approx(1.960, abs=5e-4)


def test_probabilities_undo_quantiles():
    assert float(f_above(f_quantile(0.9, 3, 7), 3, 7)) == pytest.approx(0.1)
    assert float(t_below(t_quantile(0.3, 6), 6)) == pytest.approx(0.3)
    assert float(normal_below(normal_quantile(0.2))) == pytest.approx(0.2)
