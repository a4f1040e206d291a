#include "tools/report/packed.hpp"

#include "tests/tools/report/unpacked.hpp"

#include <doctest/doctest.h>

#include <string>

TEST_CASE("a packed text unpacks to itself, whatever its length, and holds no character that HTML reads") {
  for (const std::string& text : {std::string(), std::string("a"), std::string("ab"), std::string("</script>£"),
                                  std::string(100'000, 'x'), std::string("\0\xFF\n", 3)}) {
    const std::string bytes = report::packed(text);
    CHECK(unpacked(bytes) == text);
    CHECK(bytes.size() % 4 == 0);
    CHECK(bytes.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") ==
          std::string::npos);
  }
}

TEST_CASE("what repeats packs to little") { CHECK(report::packed(std::string(100'000, 'x')).size() < 300); }
