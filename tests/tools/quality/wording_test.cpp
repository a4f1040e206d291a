#include "tools/quality/wording.hpp"

#include <doctest/doctest.h>

#include <limits>

using quality::number_text;

TEST_CASE("what arithmetic added to a decimal is taken off, and nothing of what was written") {
  CHECK(number_text(0.1 + 0.2) == "0.3");
  CHECK(number_text(0.07 * 0.85) == "0.0595");
  CHECK(number_text(68.217) == "68.217");
  CHECK(number_text(1826.25) == "1826.25");
  CHECK(number_text(44676.99) == "44676.99");
  CHECK(number_text(6.5 / 365.25) == "0.017796");
  CHECK(number_text(-2.0 / 3) == "-0.666667");
  CHECK(number_text(0) == "0");
  CHECK(number_text(std::numeric_limits<double>::quiet_NaN()) == "");
}

TEST_CASE("a whole number keeps every digit, and so does the whole part of another") {
  CHECK(number_text(329608) == "329608");
  CHECK(number_text(9007199254740991) == "9007199254740991");
  CHECK(number_text(1234567891.0 / 7) == "176366842");
}

TEST_CASE("a number's place is told in words, without the system") {
  CHECK(quality::place_in_words("systems.option_1.services.early_help.take_up") == "services, early help, take up");
  CHECK(quality::place_in_words("abuse.people.ages.4") == "abuse, people, ages, no. 5");
  CHECK(quality::system_of("systems.option_1.services.early_help.take_up") == "option_1");
  CHECK(quality::system_of("abuse.people.ages.4") == "");
}

TEST_CASE("a number without a status is a setting, something to compare with, or nobody has said") {
  scenario::Assumption a{};
  a.path = "abuse.trust.loss";
  CHECK(quality::status_in_words(a) == "not said");
  a.exact = true;
  CHECK(quality::status_in_words(a) == "setting");
  a.exact = false;
  a.path = "targets.0.value";
  CHECK(quality::status_in_words(a).starts_with("observed"));
  a.status = "inferred";
  CHECK(quality::status_in_words(a) == "inferred");
}
