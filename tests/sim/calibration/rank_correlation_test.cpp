#include "sim/calibration/rank_correlation.hpp"

#include <doctest/doctest.h>

#include <vector>

using sim::calibration::rank_correlation;

TEST_CASE("any rising relation has rank correlation 1, any falling one -1") {
  const std::vector<double> x{3, 1, 2, 10}, up{27, 1, 8, 1000}, down{-3, -1, -2, -10};
  CHECK(rank_correlation(x, up) == doctest::Approx(1));
  CHECK(rank_correlation(x, down) == doctest::Approx(-1));
}

TEST_CASE("equal values share their rank, and a constant correlates with nothing") {
  const std::vector<double> a{1, 2, 2, 3}, b{1, 2, 3, 4}, constant{5, 5, 5, 5};
  CHECK(rank_correlation(a, b) == doctest::Approx(0.9486832981));  // R: cor(a, b, method = "spearman")
  CHECK(rank_correlation(a, constant) == 0);
}

TEST_CASE("Spearman's 1 - 6 sum d^2 / (n^3 - n) where no values are equal") {
  const std::vector<double> a{1, 2, 3, 4, 5}, b{2, 1, 4, 3, 5};
  CHECK(rank_correlation(a, b) == doctest::Approx(1 - 6.0 * 4 / 120));
}
