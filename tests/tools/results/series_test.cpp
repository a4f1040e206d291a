#include "tools/results/series.hpp"

#include "tools/results/store.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <vector>

namespace {

std::vector<double> there_and_back(const std::vector<double>& values) {
  return results::unpacked(results::packed(values), values.size());
}

}  // namespace

TEST_CASE("whole numbers of a series come back as they were, and what single precision holds too") {
  const std::vector<double> values{0, 1, 255, 256, 65536, 16777217, 2147483647, 0.5, 0.1F, 1e-30F, 3e9F, 1e30F};
  CHECK(there_and_back(values) == values);
  CHECK(there_and_back({}).empty());
}

TEST_CASE("other numbers of a series are rounded to single precision, and a missing one stays missing") {
  const double third = 1.0 / 3;
  const std::vector<double> back = there_and_back({third, std::nan("7"), 1e-50, -std::nan("")});
  CHECK(back[0] != third);
  CHECK(std::abs(back[0] - third) <= std::ldexp(third, -24));
  CHECK(std::isnan(back[1]));
  CHECK(back[2] == 0);
  CHECK(std::isnan(back[3]));
}

TEST_CASE("a series takes no number below 0 and none that is not finite") {
  for (const double odd : {-1.0, -1e-300, std::numeric_limits<double>::infinity(), 1e300})
    CHECK_THROWS_AS(results::packed(std::vector<double>{1, odd}), std::invalid_argument);
}

TEST_CASE("a thousand small counts take less than a byte each") {
  std::vector<double> counts;
  for (int i = 0; i < 1000; ++i) counts.push_back(i * 7919 % 13);
  CHECK(results::packed(counts).size() < 1000);
}

TEST_CASE("bytes that are not of so many numbers are refused") {
  const std::vector<double> values{1, 2.5, 3};
  std::vector<std::byte> bytes = results::packed(values);
  CHECK_THROWS_AS(results::unpacked(bytes, 2), results::StoreError);
  CHECK_THROWS_AS(results::unpacked(bytes, 4), results::StoreError);
  CHECK_THROWS_AS(results::unpacked({}, 3), results::StoreError);
  CHECK_THROWS_AS(results::unpacked({}, 0), results::StoreError);
  bytes.pop_back();
  CHECK_THROWS_AS(results::unpacked(bytes, 3), results::StoreError);
}
