#include "tools/report/workbook.hpp"

#include "tests/tools/results_scratch.hpp"
#include "tools/report/book.hpp"
#include "tools/report/cba_of_means.hpp"
#include "tools/report/workbook_tables.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/read_folder.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

using report::CbaLine;

namespace {

/// One system with a cost of 2.0 a year and benefits of a ramp against one with neither, in millions.
/// \source the plan vectors of tests/models/economics/plan_vectors_test.cpp
struct Ramp {
  report::PricedRun run;
  std::vector<std::vector<double>> pounds;
  report::CbaTerms terms{{0, 0.05, 0.1, 0.15, 0.25, 0.4}, {0, 0.05, 0.1, 0.15, 0.25, 0.4}, true, 1, 1, {}, {}};

  Ramp() {
    run.systems = {"before", "after"};
    run.years = {"1", "2", "3", "4", "5"};
    run.prices.resize(2);
    run.lines.resize(2);
    run.lines[0].role = CbaLine::Role::cost;
    run.lines[0].agency = run.lines[1].agency = 0;
    run.lines[0].grade = run.lines[1].grade = 1;
    for (std::size_t i = 0; i < 2; ++i) run.prices[i].cba_line = i;
    use(0, 1, {2, 2, 2, 2, 2});
    use(1, 0, {10.9, 12.6, 14, 14.9, 15.2});
    use(1, 1, {10, 10, 10, 10, 10});
    for (int y = 0; y < 5; ++y) {
      terms.standard.push_back(std::pow(1.035, -y));
      terms.health.push_back(std::pow(1.015, -y));
    }
  }
  void use(std::size_t price, std::size_t system, std::vector<double> money) {
    run.used.push_back({price, system, {}, {}});
    pounds.push_back(std::move(money));
  }
  report::CbaOfMeans means() const { return report::cba_of_means(run, terms, pounds, 1, 0); }
};

std::string bytes_of(const std::filesystem::path& file) { return results::content_of(file); }

}  // namespace

TEST_CASE("the analysis of the means gives the plan's ramp: 7.60 undiscounted, 6.751 discounted") {
  const auto figures = Ramp().means().figures;
  CHECK(figures[0].fiscal - figures[0].cost == doctest::Approx(7.6));
  CHECK(figures[1].cost == doctest::Approx(9.346).epsilon(1e-4));
  CHECK(figures[1].fiscal == doctest::Approx(16.097).epsilon(1e-4));
  CHECK(figures[1].fiscal - figures[1].cost == doctest::Approx(6.751).epsilon(1e-4));
}

TEST_CASE("costs are raised and benefits cut by their grades, a loss is raised, and own optimism is left alone") {
  Ramp ramp;
  ramp.run.lines[0].grade = 5;
  ramp.run.lines[1].grade = 3;
  CHECK(ramp.means().figures[2].cost == doctest::Approx(10 * 1.25));
  CHECK(ramp.means().figures[2].fiscal == doctest::Approx(17.6 * 0.9));
  ramp.terms.impact = 6;
  CHECK(ramp.means().figures[2].fiscal == doctest::Approx(17.6 * 0.6));
  ramp.terms.worst = false;  // grades 3, 1 and 6: their mean lies between 3 and 4
  CHECK(ramp.means().figures[2].fiscal == doctest::Approx(17.6 * (1 - 0.1 - 0.05 / 3)));
  ramp.run.lines[1].stops = true;  // its own price's grade only
  CHECK(ramp.means().figures[2].fiscal == doctest::Approx(17.6 * 0.9));
  ramp.run.lines[1].own_optimism = true;
  CHECK(ramp.means().figures[2].fiscal == doctest::Approx(17.6));
  Ramp loss;
  loss.run.lines[1].grade = 3;
  loss.pounds[1] = {0, 0, 0, 0, 0};
  CHECK(loss.means().figures[2].fiscal == doctest::Approx(-50 * 1.1));
}

TEST_CASE("values of health are discounted at their own rate, and no transfer is public value") {
  Ramp ramp;
  ramp.run.lines[1].role = CbaLine::Role::social;
  ramp.run.lines[1].health = true;
  CHECK(ramp.means().figures[1].social == doctest::Approx(16.92).epsilon(1e-3));
  CHECK(ramp.means().figures[1].fiscal == 0);
  Ramp transfer;
  transfer.run.lines[1].transfer = true;
  CHECK(transfer.means().figures[0].public_benefit() == doctest::Approx(0).epsilon(1e-9));
  CHECK(transfer.means().figures[0].public_cost() == doctest::Approx(10));
}

TEST_CASE("sheets have names that every spreadsheet takes, each once") {
  using report::book::allowed_name;
  CHECK(allowed_name("Costs by agency", {}) == "Costs by agency");
  CHECK(allowed_name("a[b]:c*d?e/f\\g", {}) == "a b  c d e f g");
  CHECK(allowed_name("'quoted'", {}) == "quoted");
  CHECK(allowed_name("", {}) == "Sheet");
  CHECK(allowed_name("history", {}) == "history of it");
  CHECK(allowed_name(std::string(40, 'x'), {}) == std::string(31, 'x'));
  CHECK(allowed_name(std::string(40, 'x'), {std::string(31, 'X')}) == std::string(29, 'x') + " 2");
  CHECK(allowed_name("costs", {"Costs", "Costs 2"}) == "costs 3");
  std::string accents;
  for (int i = 0; i < 40; ++i) accents += "é";
  CHECK(report::book::characters(allowed_name(accents, {})) == 31);
}

TEST_CASE("addresses count columns in letters") {
  using namespace report::book;
  CHECK(cell(0, 0) == "A1");
  CHECK(cell(9, 25) == "Z10");
  CHECK(fixed(9, 26) == "$AA$10");
  CHECK(cell(0, 701) == "ZZ1");
  CHECK(cell(0, 702) == "AAA1");
  CHECK(down(1, 3, 2) == "C$2:C$4");
}

TEST_CASE("names of the scenario are put in words, metrics beside their names, files and words left alone") {
  const report::Table raw{"t",
                          {{"metric", "Measure"}, {"year", "Year"}, {"note", "Note"}, {"n", "n", report::Kind::number}},
                          {{"cost_agency.social_care", "", "costs_by_year.csv", 1.0},
                           {"incidents", "2012-11-01", "a note on social_care", 2.0}}};
  const report::Table t = report::table_sheets::in_words(raw, {"cost_agency.social_care", "incidents"}, {"year"});
  REQUIRE(t.columns.size() == 5);
  CHECK(t.columns[4].title == "Name in summary.csv");
  CHECK(t.rows[0] == std::vector<report::Cell>{"cost agency: social care", "whole period", "costs_by_year.csv", 1.0,
                                               "cost_agency.social_care"});
  CHECK(t.rows[1] == std::vector<report::Cell>{"incidents", "2012/13", "a note on social_care", 2.0, "incidents"});
  const report::Table again = report::table_sheets::in_words(t, {"cost_agency.social_care", "incidents"}, {"year"});
  CHECK(again.rows == t.rows);
  CHECK(report::table_sheets::in_words(raw, {}).columns.size() == 4);
}

TEST_CASE("a sheet says what it holds: what was said of it, else its title") {
  const Scratch scratch;
  report::book::Book book(scratch.path() / "book.xlsx", "");
  auto& one = book.add("one", "money");
  one.text(0, 0, "its title", {.title = true});
  auto& two = book.add("two");
  two.about("what was said");
  two.text(0, 0, "its title", {.title = true});
  CHECK(one.about() == "its title");
  CHECK(one.part() == "money");
  CHECK(two.about() == "what was said");
  CHECK(two.part() == "");
}

TEST_CASE("the same cells give the same bytes, whenever and wherever they are written") {
  const Scratch scratch;
  const auto write = [&](const char* name) {
    report::book::Book book(scratch.path() / name, "=1+1");
    auto& sheet = book.add("a");
    sheet.text(0, 0, "=cmd|' /C calc'!A0");
    sheet.number(1, 0, std::numeric_limits<double>::quiet_NaN());
    book.name("half", sheet.formula(2, 0, "1/2", 0.5).at);
    book.add("A");
    book.save();
    return bytes_of(scratch.path() / name);
  };
  CHECK(write("one.xlsx") == write("two.xlsx"));
  CHECK_THROWS_AS(report::book::Book(scratch.path() / "no" / "such.xlsx", "").save(), results::FolderError);
}
