#include "tools/results/text.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

namespace {

std::string words(const std::vector<std::uint32_t>& numbers) { return results::in_words(numbers); }

}  // namespace

TEST_CASE("numbers in a row are told together, two are not") {
  CHECK(words({}).empty());
  CHECK(words({3}) == "3");
  CHECK(words({3, 4}) == "3 and 4");
  CHECK(words({3, 7, 8, 9, 12}) == "3, 7 to 9 and 12");
  CHECK(words({0, 1, 2}) == "0 to 2");
}

TEST_CASE("of many numbers the first are told, and how many more there are") {
  const std::vector<std::uint32_t> numbers{1, 3, 4, 5, 7, 9, 11};
  CHECK(results::in_words(numbers, 2) == "1, 3 to 5 and 3 more");
  CHECK(results::in_words(numbers, 5) == "1, 3 to 5, 7, 9 and 11");
}
