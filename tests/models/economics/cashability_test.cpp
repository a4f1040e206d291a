#include "models/economics/cashability.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace economics;

TEST_CASE("a cashable share rises in a straight line to its full size and stays there") {
  const Cashability care{0.4, 0.7, 2};
  CHECK(care.share(0) == 0.4);
  CHECK(care.share(1) == doctest::Approx(0.55));
  CHECK(care.share(2) == 0.7);
  CHECK(care.share(9) == 0.7);
  CHECK(Cashability{0.4, 0.7, 0}.share(0) == 0.7);
}

TEST_CASE("a share of a saving is cash, and the same share of a loss") {
  CHECK(cash(1'000, 0.25) == 250);
  CHECK(cash(1'001, 0.5) == 501);
  CHECK(cash(-1'000, 0.25) == -250);
  CHECK(cash(1'000, 0) == 0);
}

TEST_CASE("staff time is cash in whole posts only") {
  constexpr Pence post = 4'000'000;
  CHECK(cash_of_whole_posts(post - 1, post) == 0);
  CHECK(cash_of_whole_posts(post, post) == post);
  CHECK(cash_of_whole_posts(2 * post + 5, post) == 2 * post);
}

TEST_CASE("no floor works in favour of who needs more staff") {
  constexpr Pence post = 4'000'000;
  CHECK(cash_of_whole_posts(-1, post) == -1);
  CHECK(cash(-post - 70, 0.1, post) == -post / 10 - 7);
}

TEST_CASE("the share comes before the whole posts") {
  constexpr Pence post = 4'000'000;
  CHECK(cash(3 * post, 0.5, post) == post);
  CHECK(cash(3 * post, 0.3, post) == 0);
  CHECK(cash(3 * post, 0.5, 0) == 3 * post / 2);
}

TEST_CASE("a share outside 0 to 1, a time below 0 and a post without price are refused") {
  CHECK_THROWS_AS(cash(1, 1.01), std::invalid_argument);
  CHECK_THROWS_AS(cash(1, -0.01), std::invalid_argument);
  CHECK_THROWS_AS((Cashability{0, 1.2, 0}.share(0)), std::invalid_argument);
  CHECK_THROWS_AS((Cashability{-0.1, 1, 3}.share(5)), std::invalid_argument);
  CHECK_THROWS_AS((Cashability{0, 1, -1}.share(0)), std::invalid_argument);
  CHECK_THROWS_AS(cash_of_whole_posts(1, 0), std::invalid_argument);
}
