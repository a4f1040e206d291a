#include "tools/report/words.hpp"

#include <doctest/doctest.h>

using namespace report;

TEST_CASE("numbers are shown with three figures, and whole ones whole") {
  CHECK(shown(145879, Kind::number) == "145,879");
  CHECK(shown(1234.5678, Kind::number) == "1,235");
  CHECK(shown(0.012345, Kind::number) == "0.0123");
  CHECK(shown(-2, Kind::number) == "-2");
  CHECK(shown(2, Kind::number, true) == "+2");
  CHECK(shown(unknown, Kind::number) == "–");
}

TEST_CASE("money is in pounds or millions, shares in per cent") {
  CHECK(shown(804323.6, Kind::money) == "£804,000");
  CHECK(shown(1332436.7, Kind::money) == "£1.33m");
  CHECK(shown(-999'600, Kind::money) == "-£1.00m");
  CHECK(shown(-370.4, Kind::money) == "-£370");
  CHECK(shown(1.3, Kind::money) == "£1.30");
  CHECK(shown(0, Kind::money) == "£0");
  CHECK(shown(0.8, Kind::share) == "80 %");
  CHECK(shown(0.307, Kind::share) == "30.7 %");
  CHECK(shown(unknown, Kind::money) == "–");
}

TEST_CASE("an interval stands with its mean, in one unit, and only if there is one") {
  CHECK(with_interval(1332436, 967000, 1465216, Kind::money) == "£1.33m (95 % interval £0.97m to £1.47m)");
  CHECK(with_interval(0.8, 0.7377, 0.8531, Kind::share) == "80.0 % (95 % interval 73.8 % to 85.3 %)");
  CHECK(with_interval(23.591, 23.2, 24.0, Kind::number) == "23.59 (95 % interval 23.20 to 24.00)");
  CHECK(with_interval(23.591, unknown, unknown, Kind::number) == "23.6");
}

TEST_CASE("a difference is clear only if its interval leaves nothing out") {
  CHECK(is_clear(0.1, 2));
  CHECK(is_clear(-2, -0.1));
  CHECK_FALSE(is_clear(-0.1, 2));
  CHECK_FALSE(is_clear(0, 2));
  CHECK_FALSE(is_clear(unknown, unknown));
  const auto of = [](double mean, double low, double high) {
    const Measured m{.n = 10, .mean = mean, .ci_low = low, .ci_high = high, .p05 = 0, .p50 = 0, .p95 = 0};
    return finding(&m);
  };
  CHECK(of(-3, -4, -2) == Finding::less);
  CHECK(of(3, 2, 4) == Finding::more);
  CHECK(of(3, -2, 8) == Finding::no_difference);
  CHECK(of(0, 0, 0) == Finding::no_difference);
  CHECK(of(3, unknown, unknown) == Finding::unknown);
  CHECK(finding(nullptr) == Finding::unknown);
}

TEST_CASE("years are named by their months, and what is no date stands as it is") {
  CHECK(year_in_words("2014-11-01") == "November 2014 to October 2015");
  CHECK(year_in_words("2014-01-01") == "January 2014 to December 2014");
  CHECK(year_in_words("") == "the whole period");
  CHECK(year_in_words("2014-13-01") == "2014-13-01");
  CHECK(year_label("2014-11-01") == "2014/15");
  CHECK(year_label("1999-11-01") == "1999/00");
  CHECK(year_label("2014-01-01") == "2014");
}

TEST_CASE("lists and counts are words") {
  CHECK(list({}).empty());
  CHECK(list({"a"}) == "a");
  CHECK(list({"a", "b", "c"}) == "a, b and c");
  CHECK(counted(1, "system") == "one system");
  CHECK(counted(12, "service") == "twelve services");
  CHECK(counted(13, "box", "boxes") == "13 boxes");
  CHECK(capital(readable("option_1")) == "Option 1");
  CHECK(readable("idva") == "IDVA");
  CHECK(readable("old_childrens_contact") == "old children's contact");
  CHECK(readable("marac_") == "MARAC ");
  CHECK(lowered("Fewer") == "fewer");
  CHECK(lowered("MARAC") == "MARAC");
  CHECK(lowered("A&E") == "A&E");
  CHECK(any_of({"a", "b", "c"}) == "a, b or c");
}
