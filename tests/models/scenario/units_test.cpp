#include "models/scenario/units.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

using namespace scenario;

namespace {

double read(std::string_view text, Unit unit) {
  std::string why;
  const auto value = parse_quantity(text, unit, why);
  if (!value) throw std::invalid_argument(why);
  return *value;
}

std::string refusal(std::string_view text, Unit unit) {
  std::string why;
  return parse_quantity(text, unit, why) ? "accepted" : why;
}

}  // namespace

TEST_CASE("quantities are read in their units and kept in one") {
  struct Row {
    const char* text;
    Unit unit;
    double kept;
  };
  for (const Row& row : std::vector<Row>{
           {"0.4", Unit::number, 0.4},
           {"-3e-2", Unit::number, -0.03},
           {"+5", Unit::number, 5},
           {".5", Unit::number, 0.5},
           {"17", Unit::count, 17},
           {"1e3", Unit::count, 1000},
           {"0.31", Unit::share, 0.31},
           {"31 %", Unit::share, 0.31},
           {"31%", Unit::share, 0.31},
           {"0.5 %", Unit::share, 0.005},
           {"90 minutes", Unit::duration, 0.0625},
           {"36 hours", Unit::duration, 1.5},
           {"1 day", Unit::duration, 1},
           {"14 days", Unit::duration, 14},
           {"12 weeks", Unit::duration, 84},
           {"3 months", Unit::duration, 91.3125},
           {"2 years", Unit::duration, 730.5},
           {"-1 day", Unit::duration, -1},
           {"18 per year", Unit::rate, 18 / 365.25},
           {"1 per month", Unit::rate, 12 / 365.25},
           {"1.5 per week", Unit::rate, 1.5 / 7},
           {"0.2 per day", Unit::rate, 0.2},
           {"£500", Unit::money, 50000},
           {"£44,676", Unit::money, 4467600},
           {"£13.20", Unit::money, 1320},
           {"£0.29", Unit::money, 29},
           {"£1,234.50", Unit::money, 123450},
           {"1,234.50 GBP", Unit::money, 123450},
           {"£2.0m", Unit::money, 200000000},
           {"£16.5k", Unit::money, 1650000},
           {"-£500", Unit::money, -50000},
           {"£1,234,567", Unit::money, 123456700},
           {"25 cases per FTE", Unit::caseload, 25},
           {"25", Unit::caseload, 25},
       }) {
    CAPTURE(row.text);
    CHECK(read(row.text, row.unit) == row.kept);
  }
}

TEST_CASE("what is no quantity of the unit is refused with the reason") {
  struct Row {
    const char* text;
    Unit unit;
    const char* why;
  };
  for (const Row& row : std::vector<Row>{
           {"abc", Unit::number, "expected a number, got \"abc\""},
           {"yes", Unit::number, "expected a number, got \"yes\""},
           {"", Unit::number, "expected a number, got \"\""},
           {".inf", Unit::number, "expected a number, got \".inf\"; it must be a finite number"},
           {"-.inf", Unit::number, "expected a number, got \"-.inf\"; it must be a finite number"},
           {".nan", Unit::number, "expected a number, got \".nan\"; it must be a finite number"},
           {"1e999", Unit::number, "expected a number, got \"1e999\""},
           {"0x1F", Unit::number, "expected a number, got \"0x1F\""},
           {"010", Unit::number, "expected a number, got \"010\"; it might mean 8 or 10: write 10"},
           {"09", Unit::number, "expected a number, got \"09\"; write 9"},
           {"1_000", Unit::number, "expected a number, got \"1_000\"; write 1000"},
           {"1,000", Unit::number, "expected a number, got \"1,000\"; write 1000"},
           {"0,5", Unit::number, "expected a number, got \"0,5\"; write 0.5"},
           {"12 weeks", Unit::number, "expected a number, got \"12 weeks\""},
           {"2.5", Unit::count, "expected a whole number, got \"2.5\""},
           {"31 percent", Unit::share, "expected a share such as \"0.31\" or \"31 %\", got \"31 percent\""},
           {"12", Unit::duration, "expected a time such as \"12 weeks\", got \"12\""},
           {"weeks", Unit::duration, "expected a time such as \"12 weeks\", got \"weeks\""},
           {"12 wekks", Unit::duration,
            "expected a time such as \"12 weeks\", got \"12 wekks\"; did you mean \"weeks\"?"},
           {"010 days", Unit::duration,
            "expected a time such as \"12 weeks\", got \"010 days\"; it might mean 8 or 10: write 10"},
           {"1e308 years", Unit::duration, "expected a time such as \"12 weeks\", got \"1e308 years\""},
           {"18", Unit::rate, "expected a rate such as \"18 per year\", got \"18\""},
           {"18 per yaer", Unit::rate,
            "expected a rate such as \"18 per year\", got \"18 per yaer\"; did you mean \"year\"?"},
           {"500", Unit::money, "expected an amount such as \"£500\", got \"500\""},
           {"£1,23", Unit::money, "expected an amount such as \"£500\", got \"£1,23\""},
           {"£1234,567", Unit::money, "expected an amount such as \"£500\", got \"£1234,567\""},
           {"£", Unit::money, "expected an amount such as \"£500\", got \"£\""},
           {"£--5", Unit::money, "expected an amount such as \"£500\", got \"£--5\""},
           {"$500", Unit::money, "expected an amount such as \"£500\", got \"$500\""},
           {"25 cases", Unit::caseload, "expected a caseload such as \"25 cases per FTE\", got \"25 cases\""},
       }) {
    CAPTURE(row.text);
    CHECK(refusal(row.text, row.unit) == row.why);
  }
}

TEST_CASE("a formatted quantity reads back as the same number") {
  std::mt19937_64 engine(20130401);
  for (const Unit unit : {Unit::number, Unit::share, Unit::duration, Unit::rate, Unit::caseload}) {
    for (int i = 0; i < 1000; ++i) {
      const double value = std::ldexp(static_cast<double>(engine()), static_cast<int>(engine() % 80) - 100);
      CAPTURE(value);
      CHECK(read(format_quantity(value, unit), unit) == value);
    }
  }
  for (int i = 0; i < 1000; ++i) {
    const auto pence = static_cast<double>(static_cast<std::int64_t>(engine() % 1'000'000'000'000) - 500'000'000'000);
    CHECK(read(format_quantity(pence, Unit::money), Unit::money) == pence);
  }
  CHECK(format_quantity(84, Unit::duration) == "84 days");
  CHECK(format_quantity(1320, Unit::money) == "£13.20");
  CHECK(format_quantity(-50000, Unit::money) == "-£500");
}

TEST_CASE("dates are those of the calendar") {
  CHECK(parse_date("1970-01-01") == 0);
  CHECK(parse_date("2013-04-01") == 15796);
  CHECK(parse_date("2012-02-29") == 15399);
  for (const char* text : {"2013-02-29", "2013-13-01", "2013-00-01", "2013-04-31", "2013-4-1", "01-04-2013",
                           "2013/04/01", "2013-04-01 ", "20x3-04-01", "", "-013-04-01"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
  for (std::int64_t day = -200'000; day < 200'000; day += 997) CHECK(parse_date(format_date(day)) == day);
  CHECK_THROWS_AS(format_date(10'000'000), std::invalid_argument);
}
