#include "tools/results/prices_csv.hpp"

#include "models/scenario/diagnostics.hpp"
#include "tests/tools/results_scratch.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using abuse::PriceColumn;
using abuse::PriceRow;

namespace {

const std::string needed =
    "systems,service,line,agency,unit,price,low,high,price_year,kind,spend,gain,transfer,cashable,new_model,stops,"
    "source,status,grade";
const std::string more = ",counted,amount,post,base_year,deflator,real_price,metric";
const std::string header = needed + "\n";

/// Writes the text to a file and reads it back as a table. \return the mistakes, or ""
std::string mistakes(const std::string& text) {
  const Scratch scratch;
  const std::string file = (scratch.path() / "p.csv").string();
  std::ofstream(file) << text;
  try {
    results::read_prices_csv(file);
  } catch (const scenario::InputError& e) {
    std::string all;
    for (const auto& d : e.diagnostics()) all += scenario::to_string(d).substr(file.size() - 5) + "\n";
    return all;
  }
  return "";
}

}  // namespace

TEST_CASE("a table of prices reads back as it was written, whatever its texts hold and the columns' order") {
  PriceRow row;
  for (std::size_t c = 0; c < row.cells.size(); ++c) row.cells[c].text = "v" + std::to_string(c);
  row[PriceColumn::line].text = "children: \"care\", all";
  const Scratch scratch;
  const std::string file = (scratch.path() / "p.csv").string();
  std::ofstream(file) << results::prices_csv(std::vector{row});
  const auto read = results::read_prices_csv(file);
  REQUIRE(read.size() == 1);
  for (std::size_t c = 0; c < row.cells.size(); ++c) CHECK(read[0].cells[c].text == row.cells[c].text);
  CHECK(scenario::to_string(read[0][PriceColumn::agency].place) == file + ":2:33");
  CHECK(results::prices_csv(std::vector<PriceRow>{}) == needed + more + "\n");

  std::string turned = header;
  turned.replace(turned.find("systems,service"), 15, "service,systems");
  std::ofstream(file) << turned << "refuge,six_route,a,b,c,1,2,3,4,5,6,7,8,9,10,11,12,13,14\n";
  const PriceRow short_row = results::read_prices_csv(file).at(0);
  CHECK(short_row[PriceColumn::systems].text == "six_route");
  CHECK(short_row[PriceColumn::grade].given);
  CHECK_FALSE(short_row[PriceColumn::counted].given);
}

TEST_CASE("a table of another form is refused where it goes wrong, all at once") {
  CHECK(mistakes("") == "p.csv:1:1: error: is empty: expected the columns of prices.csv\n");
  std::string columns = header;
  columns.replace(columns.find("price_year"), 10, "pricey");
  columns.replace(columns.find("high"), 4, "low");
  CHECK(mistakes(columns).find("p.csv:1:44: error: column low stands twice") == 0);
  CHECK(mistakes(columns).find("error: unknown column \"pricey\"") != std::string::npos);
  CHECK(mistakes(columns).find("error: column high is missing") != std::string::npos);
  CHECK(mistakes(columns).find("error: column price_year is missing") != std::string::npos);
  CHECK(mistakes(header + "a,b\n1,2,3\n") ==
        "p.csv:2:4: error: expected 19 values, as in line 1, got 2\n"
        "p.csv:3:6: error: expected 19 values, as in line 1, got 3\n");
  CHECK(mistakes(header + "a,\"b\n").find("p.csv:2:3: error: a quotation mark that is never closed") == 0);
}

TEST_CASE("a table that is not there is refused by its name") {
  try {
    results::read_prices_csv("no/such.csv");
    FAIL("no such file, and no complaint");
  } catch (const scenario::InputError& e) {
    CHECK(scenario::to_string(e.diagnostics().at(0)).starts_with("no/such.csv: error: --prices: "));
  }
}
