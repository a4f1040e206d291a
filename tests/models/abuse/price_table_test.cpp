#include "models/abuse/price_table.hpp"

#include "models/scenario/compose.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

using abuse::PriceColumn;
using abuse::PriceRow;

namespace {

abuse::Loaded loaded(const std::vector<PriceRow>& prices = {}, const std::vector<std::string>& sets = small::sets) {
  scenario::Diagnostics diagnostics;
  return abuse::load(scenario::load(small::west_cheshire(), {}, diagnostics), sets, {}, prices);
}

/// The table of West Cheshire's prices as a file of them, each row a line and each column a column.
std::vector<PriceRow> table(const abuse::Loaded& of = loaded()) {
  std::vector<PriceRow> rows = abuse::price_table(of.plan->scenario, of.resolved, of.assumptions);
  const auto file = std::make_shared<const std::string>("p.csv");
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < rows[r].cells.size(); ++c)
      rows[r].cells[c].place = {file, static_cast<int>(r) + 2, static_cast<int>(c) + 1};
  return rows;
}

PriceRow& row(std::vector<PriceRow>& rows, const std::string& line, const std::string& service = "") {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const PriceRow& r) {
    return r[PriceColumn::line].text == line && (service.empty() || r[PriceColumn::service].text == service);
  });
  REQUIRE(found != rows.end());
  return *found;
}

std::string mistakes(const std::vector<PriceRow>& rows) {
  try {
    loaded(rows);
  } catch (const scenario::InputError& e) {
    std::string all;
    for (const auto& d : e.diagnostics()) all += scenario::to_string(d) + "\n";
    return all;
  }
  return "";
}

}  // namespace

TEST_CASE("a row says of a price what the scenario does, once for all systems that say the same") {
  std::vector<PriceRow> rows = table();
  std::string care;
  for (const auto& cell : row(rows, "children: care", "foster_care").cells) care += cell.text + "|";
  CHECK(
      care ==
      "six_route;option_1;option_2|foster_care|children: care|childrens_services|per_day|85.71|68.57|102.85|2016|"
      "reactive|revenue|fiscal|false|care_placement|false|false|DfE 2012-13: 11 % of leavers under 2 weeks, 46 % under "
      "a year, 14 % 5 to 10 years; £600 a week (DfE PQ 49075, PSSRU 2016)|documented|3|0.55|||2012|"
      "0.940801778824145|80.64|priced_units.foster_care.children: care.childrens_services.per_day|");
  std::string output;
  for (const auto& cell : row(rows, "lost_output").cells) output += cell.text + "|";
  CHECK(output ==
        "||lost_output||value|7245|||2016|reactive||economic|false||||Home Office RR107 (Oliver et al. 2019): £14bn a "
        "year verified, per victim from memory|unverified|4||0.39||2012|0.940801778824145|6816.11|incidents|");
  CHECK(row(rows, "new: training")[PriceColumn::systems].text == "option_1;option_2");
  CHECK(row(rows, "desk: health")[PriceColumn::stops].text == "true");
  CHECK(row(rows, "new: training")[PriceColumn::cashable].text.empty());
}

TEST_CASE("a table given back changes not one byte of the scenario") {
  const abuse::Loaded before = loaded();
  CHECK(scenario::to_yaml(loaded(table(before)).resolved) == scenario::to_yaml(before.resolved));
}

TEST_CASE(
    "a price that is given takes the place of the scenario's in the systems that its row names, with its source") {
  std::vector<PriceRow> rows = table();
  PriceRow care = row(rows, "children: care", "foster_care");
  care[PriceColumn::systems].text = "option_1";
  care[PriceColumn::price].text = "171.42";
  care[PriceColumn::low].text = care[PriceColumn::high].text = "";
  care[PriceColumn::source].text = "the council's own accounts";
  care[PriceColumn::grade].text = "1";
  care[PriceColumn::price_year].text = "2012";
  const abuse::Loaded given = loaded({care}), before = loaded();
  const auto price = [](const abuse::Loaded& of, const std::string& system) {
    for (const auto& s : of.plan->systems)
      if (s.name == system) return s.services[s.find("foster_care")].costs.at(0).per_day.pence;
    return economics::Pence(-1);
  };
  CHECK(price(given, "option_1") == 17142);
  CHECK(price(given, "option_2") == price(before, "option_2"));
  const auto said = std::find_if(given.assumptions.begin(), given.assumptions.end(), [](const auto& a) {
    return a.path == "systems.option_1.services.foster_care.cost.per_day";
  });
  REQUIRE(said != given.assumptions.end());
  CHECK(said->source == "the council's own accounts");
  CHECK(said->grade == 1);
  CHECK_FALSE(said->low);
  CHECK(scenario::to_string(said->place).starts_with("p.csv:"));
  std::vector<PriceRow> again = table(given);
  const auto wants = [&](const PriceRow& r) {
    return r[PriceColumn::systems].text == "option_1" && r[PriceColumn::service].text == "foster_care" &&
           r[PriceColumn::price].text == "171.42" && r[PriceColumn::price_year].text == "2012";
  };
  CHECK(std::count_if(again.begin(), again.end(), wants) == 1);
}

TEST_CASE("a setting of the command line is nearer than a table of prices") {
  std::vector<PriceRow> rows = table();
  PriceRow care = row(rows, "children: care", "foster_care");
  care[PriceColumn::price].text = "90";
  std::vector<std::string> sets = small::sets;
  sets.push_back("systems.option_1.services.foster_care.cost.per_day=£95");
  const abuse::Loaded given = loaded({care}, sets);
  const auto value = [&](const std::string& path) {
    for (const auto& a : given.assumptions)
      if (a.path == path) return a.value;
    return -1.0;
  };
  CHECK(value("systems.option_1.services.foster_care.cost.per_day") == 9500);
  CHECK(value("systems.option_2.services.foster_care.cost.per_day") == 9000);
}

TEST_CASE("rows that name no price are refused at their cells, all at once, with the nearest name") {
  std::vector<PriceRow> rows = table();
  PriceRow a = row(rows, "IDVA", "idva"), b = a, c = a, d = a, e = a;
  a[PriceColumn::systems].text = "six_rout";
  b[PriceColumn::service].text = "ivda";
  c[PriceColumn::unit].text = "per_fte";
  d[PriceColumn::agency].text = "counsil";
  e[PriceColumn::line].text = "idva";
  for (PriceRow* r : {&b, &c, &d, &e}) (*r)[PriceColumn::systems].text = "six_route";
  int n = 1;
  for (PriceRow* r : {&a, &b, &c, &d, &e}) {
    ++n;
    for (auto& cell : r->cells) cell.place.line = n;
  }
  CHECK(mistakes({a, b, c, d, e}) ==
        "p.csv:2:1: error: systems: no system \"six_rout\" with prices; did you mean \"six_route\"?\n"
        "p.csv:3:2: error: service: no price of system \"six_route\" has service \"ivda\"; did you mean \"idva\"?\n"
        "p.csv:4:5: error: unit: no price of system \"six_route\" has unit \"per_fte\"\n"
        "p.csv:5:4: error: agency: no price of system \"six_route\" has agency \"counsil\"; did you mean \"council\"?\n"
        "p.csv:6:3: error: line: no price of system \"six_route\" has line \"idva\"; did you mean \"IDVA\"?\n");
}

TEST_CASE("what is wrong with a price that is given is refused at its cell, all at once") {
  std::vector<PriceRow> rows = table();
  PriceRow advocate = row(rows, "IDVA", "idva");
  const auto one = [&](PriceColumn column, const std::string& text) {
    PriceRow wrong = advocate;
    wrong[PriceColumn::systems].text = "six_route";
    wrong[column].text = text;
    for (auto& cell : wrong.cells) cell.place.line = 9;
    return mistakes({wrong});
  };
  const std::string path = "systems.six_route.services.idva.cost.";
  CHECK(one(PriceColumn::price, "36,3oo") ==
        "p.csv:9:6: error: " + path + "per_fte_year: expected an amount such as \"£500\", got \"£36,3oo\"\n");
  CHECK(one(PriceColumn::price, "50000")
            .find("p.csv:9:7: error: " + path + "per_fte_year.range: the value lies outside") == 0);
  CHECK(one(PriceColumn::price_year, "1991") ==
        "p.csv:9:9: error: " + path + "price_year: the deflator does not hold 1991\n");
  CHECK(one(PriceColumn::kind, "reactiv").find("p.csv:9:10: error: " + path + "kind: expected one of reactive") == 0);
  CHECK(one(PriceColumn::spend, "gift").find("p.csv:9:11: error: " + path + "spend: expected one of revenue") == 0);
  CHECK(one(PriceColumn::gain, "social") == "p.csv:9:12: error: gain: expected \"fiscal\", got \"social\"\n");
  CHECK(one(PriceColumn::transfer, "yes").find("p.csv:9:13: error: " + path + "transfer: expected true or false") == 0);
  CHECK(one(PriceColumn::cashable, "1.2") ==
        "p.csv:9:14: error: " + path + "cashable: no cashability profile \"1.2\"\n");
  CHECK(one(PriceColumn::status, "sure").find("p.csv:9:18: error: " + path + "per_fte_year.status: expected one of") ==
        0);
  CHECK(
      one(PriceColumn::grade, "7").find("p.csv:9:19: error: " + path + "per_fte_year.grade: expected a whole number") ==
      0);
}

TEST_CASE("what need not be in a table may be left out; what is worked out is not read") {
  const abuse::Loaded before = loaded();
  std::vector<PriceRow> rows = table(before);
  for (PriceRow& each : rows)
    for (std::size_t c = abuse::needed_price_columns; c < each.cells.size(); ++c) each.cells[c] = {"", {}, false};
  CHECK(scenario::to_yaml(loaded(rows).resolved) == scenario::to_yaml(before.resolved));
  rows = table(before);
  for (PriceRow& each : rows)
    for (auto c = static_cast<std::size_t>(abuse::first_worked_out); c < each.cells.size(); ++c)
      each.cells[c].text = "7";
  CHECK(scenario::to_yaml(loaded(rows).resolved) == scenario::to_yaml(before.resolved));
}

TEST_CASE("the share counted, the post and a value's amount can be given; not to what has none") {
  std::vector<PriceRow> rows = table();
  PriceRow hardening = row(rows, "target hardening"), output = row(rows, "lost_output");
  hardening[PriceColumn::counted].text = "0.5";
  hardening[PriceColumn::post].text = "30000";
  output[PriceColumn::amount].text = "2";
  const abuse::Loaded given = loaded({hardening, output});
  const std::vector<PriceRow> again = table(given);
  const auto has = [&](PriceColumn column, const std::string& text) {
    return std::any_of(again.begin(), again.end(), [&](const PriceRow& r) { return r[column].text == text; });
  };
  CHECK(has(PriceColumn::counted, "0.5"));
  CHECK(has(PriceColumn::post, "30000"));
  CHECK(has(PriceColumn::amount, "2"));
  for (const PriceColumn none : {PriceColumn::counted, PriceColumn::post}) {
    PriceRow wrong = row(rows, "lost_output");
    wrong[none].text = "1";
    CHECK(mistakes({wrong}).find(": expected \"\", got \"1\"") != std::string::npos);
  }
  PriceRow wrong = row(rows, "target hardening");
  wrong[PriceColumn::amount].text = "1";
  CHECK(mistakes({wrong}).find("amount: expected \"\", got \"1\"") != std::string::npos);
}

TEST_CASE("a row that stands twice is refused") {
  std::vector<PriceRow> rows = table();
  const PriceRow care = row(rows, "children: care", "foster_care");
  CHECK(mistakes({care, care}).find("error: line: stands twice: every price has one row") != std::string::npos);
}
