#include "tools/results/csv.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using results::CsvField;
using results::CsvRow;

namespace {

std::vector<CsvRow> read(const std::string& text) {
  std::optional<CsvField> unclosed;
  std::vector<CsvRow> rows = results::read_csv(text, unclosed);
  CHECK_FALSE(unclosed);
  return rows;
}

void check(const CsvField& field, const std::string& text, std::size_t line, std::size_t column) {
  CHECK(field.text == text);
  CHECK(field.line == line);
  CHECK(field.column == column);
}

}  // namespace

TEST_CASE("a field is where it begins, counted by characters, and a row where it ends") {
  const auto rows = read("a,b\n\n\"£1, \"\"x\"\"\",c\n\"two\nlines\",d,\n");
  REQUIRE(rows.size() == 3);
  check(rows[0].fields.at(1), "b", 1, 3);
  check(rows[1].fields.at(0), "£1, \"x\"", 3, 1);
  check(rows[1].fields.at(1), "c", 3, 13);
  CHECK(rows[1].line == 3);
  CHECK(rows[1].column == 14);
  check(rows[2].fields.at(0), "two\nlines", 4, 1);
  check(rows[2].fields.at(1), "d", 5, 8);
  check(rows[2].fields.at(2), "", 5, 10);
}

TEST_CASE("what stands in quotes is kept as it is, carriage returns and all") {
  const auto rows = read("\"a,\r\n\"\"b\"x,\"\",c\r\n\"d\"\"\"\n");
  REQUIRE(rows.size() == 2);
  check(rows[0].fields.at(0), "a,\r\n\"bx", 1, 1);
  check(rows[0].fields.at(1), "", 2, 7);
  check(rows[0].fields.at(2), "c", 2, 10);
  check(rows[1].fields.at(0), "d\"", 3, 1);
}

TEST_CASE("a byte order mark and carriage returns are no part of a field, and a last line needs no end") {
  for (const std::string text : {"a,b\n1,2\n", "a,b\r\n1,2\r\n",
                                 "\xEF\xBB\xBF"
                                 "a,b\n1,2",
                                 "a,b\n\n\n1,2\n\n"}) {
    CAPTURE(text);
    CHECK(results::parse_csv(text) == std::vector<std::vector<std::string>>{{"a", "b"}, {"1", "2"}});
    CHECK(read(text).at(1).fields.at(1).column == 3);
  }
}

TEST_CASE("a quotation mark that is never closed is found where it began") {
  std::optional<CsvField> unclosed;
  const auto rows = results::read_csv("a,b\n1,\"2\n3,4\n", unclosed);
  REQUIRE(unclosed);
  check(*unclosed, "2\n3,4\n", 2, 3);
  CHECK(rows.size() == 2);
}

TEST_CASE("an empty field in quotes is a field, an empty line is no row") {
  CHECK(read("").empty());
  CHECK(read("\n\r\n").empty());
  CHECK(read("\"\"\n").at(0).fields.size() == 1);
}
