#include "models/economics/internal_rate_of_return.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>
#include <vector>

using namespace economics;

TEST_CASE("the internal rate of return is that of cases worked by hand") {
  CHECK(*internal_rate_of_return(std::vector<double>{-100, 110}) == doctest::Approx(0.1).epsilon(1e-12));
  CHECK(*internal_rate_of_return(std::vector<double>{0, -100, 0, 121}) == doctest::Approx(0.1).epsilon(1e-12));
  CHECK(*internal_rate_of_return(std::vector<double>{-100, 50}) == doctest::Approx(-0.5).epsilon(1e-12));
  CHECK(*internal_rate_of_return(std::vector<double>{-100, 60, 60}) == doctest::Approx(0.130662386).epsilon(1e-8));
  CHECK(*internal_rate_of_return(std::vector<double>{-100, 100}) == doctest::Approx(0));
}

TEST_CASE("a flow of one sign, or that turns more than once, has no rate") {
  CHECK_FALSE(internal_rate_of_return(std::vector<double>{-100, -1, 0}).has_value());
  CHECK_FALSE(internal_rate_of_return(std::vector<double>{5, 1}).has_value());
  CHECK_FALSE(internal_rate_of_return(std::vector<double>{-100, 230, -132}).has_value());
  CHECK_FALSE(internal_rate_of_return(std::vector<double>{}).has_value());
  CHECK_THROWS_AS(internal_rate_of_return(std::vector<double>{-1, std::numeric_limits<double>::infinity()}),
                  std::invalid_argument);
}
