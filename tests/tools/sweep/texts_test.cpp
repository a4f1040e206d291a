#include "tools/sweep/texts.hpp"

#include <doctest/doctest.h>

#include <string>

TEST_CASE("texts come back from where they were put, empty ones and long ones too") {
  tools::sweeps::Texts texts(2);
  CHECK(texts.rows() == 0);
  const std::string longer(100, 'x');
  for (const char* const text : {"2", "", "lifo", longer.c_str(), "", "£3 per day"}) texts.add(text);
  CHECK(texts.rows() == 3);
  CHECK(texts.columns() == 2);
  CHECK(texts.at(0, 0) == "2");
  CHECK(texts.at(0, 1).empty());
  CHECK(texts.at(1, 0) == "lifo");
  CHECK(texts.at(1, 1) == longer);
  CHECK(texts.at(2, 1) == "£3 per day");
}
