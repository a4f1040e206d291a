#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <limits>

TEST_CASE("a number written out reads back as the same double") {
  std::uint64_t bits = 20121101;
  for (int i = 0; i < 20'000; ++i) {
    bits = bits * 6364136223846793005U + 1442695040888963407U;
    const auto value = std::bit_cast<double>(bits);
    const std::string text = results::shortest(value);
    if (text.empty()) continue;  // not finite
    REQUIRE(std::strtod(text.c_str(), nullptr) == value);
  }
}

TEST_CASE("numbers are written in full within the range that spreadsheets show") {
  CHECK(results::shortest(0.1) == "0.1");
  CHECK(results::shortest(30'000'000) == "30000000");
  CHECK(results::shortest(-1234567.25) == "-1234567.25");
  CHECK(results::shortest(0.00002) == "0.00002");
  CHECK(results::shortest(2e-7) == "2e-07");
  CHECK(results::shortest(1e300) == "1e+300");
  CHECK(results::shortest(-0.0) == "0");
}

TEST_CASE("what is not finite has no digits") {
  CHECK(results::shortest(std::numeric_limits<double>::quiet_NaN()).empty());
  CHECK(results::shortest(std::numeric_limits<double>::infinity()).empty());
  CHECK(results::grouped(std::numeric_limits<double>::quiet_NaN(), 2) == "n/a");
}

TEST_CASE("thousands are separated, on the left of the point only") {
  CHECK(results::grouped(1234567.8912, 4) == "1,234,567.8912");
  CHECK(results::grouped(-123456, 0) == "-123,456");
  CHECK(results::grouped(123, 0) == "123");
  CHECK(results::grouped(1234567, -3) == "1,235,000");
  CHECK(results::grouped_shortest(12345.5) == "12,345.5");
}

TEST_CASE("a signed number that rounds to nothing has no sign") {
  CHECK(results::grouped(0.004, 2, true) == "0.00");
  CHECK(results::grouped(-0.004, 2, true) == "0.00");
  CHECK(results::grouped(-40, -2, true) == "0");
  CHECK(results::grouped(0.006, 2, true) == "+0.01");
}

TEST_CASE("decimals show three figures of the mean, or two of its half-width if that says more") {
  CHECK(results::decimals_for_interval(12345, 900) == -1);
  CHECK(results::decimals_for_interval(12345, 9000) == -2);
  CHECK(results::decimals_for_interval(12345, 3) == 1);
  CHECK(results::decimals_for_interval(0.5, 0.2) == 3);
  CHECK(results::decimals_for_interval(0, 0.2) == 2);
  CHECK(results::decimals_for_interval(12345, 0) == 0);
  CHECK(results::decimals_for_interval(12345, 1e-11) == 0);  // rounding, not chance
}

TEST_CASE("a pound sign is one column wide") {
  CHECK(results::columns("£m") == 2);
  CHECK(results::pad_left("£5", 4) == "  £5");
  CHECK(results::pad_right("£5", 4) == "£5  ");
}

TEST_CASE("no wrapped line is wider than asked, and no word is lost") {
  CHECK(results::wrap("one two three four", 9, 2) == "one two\n  three\n  four\n");
  CHECK(results::wrap("incomprehensible to all", 5) == "incomprehensible\nto\nall\n");
}

TEST_CASE("money in millions has its sign before the pound, and none for nothing") {
  CHECK(results::in_millions(1'234'567) == "£1.23m");
  CHECK(results::in_millions(-500'000) == "-£0.50m");
  CHECK(results::in_millions(500'000, true) == "+£0.50m");
  CHECK(results::in_millions(-1'000) == "£0.00m");
  CHECK(results::in_millions(1'234'567'890) == "£1,234.57m");
}
