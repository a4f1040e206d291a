#include "tools/report/build.hpp"

#include "tests/tools/report/made_results.hpp"
#include "tools/report/page.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace report;

namespace {

/// What the folder is said to lack.
std::set<std::string> missing_of(const HandMadeFolder& folder) {
  std::set<std::string> found;
  const Section section = *sections::missing(folder.inputs());
  const Table& table = section.figures.at(0).table;
  for (std::size_t r = 0; r < table.rows.size(); ++r) found.insert(text(table, r, "what"));
  return found;
}

}  // namespace

TEST_CASE("a folder with next to nothing gives a report that says what is missing") {
  HandMadeFolder folder({"base"});
  folder.manifest["complete"] = false;
  folder.manifest["replications"] = {{"asked", 10}, {"done", 1}};
  const std::set<std::string> found = missing_of(folder);
  for (const char* const what :
       {"a finished run", "a comparison", "intervals", "the uncertainty of the numbers put in", "money",
        "demand and waits over time", "the outcomes framework", "a fit to what was counted", "what summary.csv holds",
        "definitions of measures, and the log of assumptions"})
    CHECK_MESSAGE(found.contains(what), what);
  const Report report = build(folder.inputs());
  CHECK(report.measures.empty());
  CHECK(report.subtitle ==
        "Base over the whole period; one replication, by chance only; unfinished: 10 were asked for");
  CHECK(page(report).find("id=\"reproduce\"") != std::string::npos);
}

TEST_CASE("a run that was drawn does not lack the doubt about numbers") {
  HandMadeFolder folder;
  folder.manifest["run"] = "parameters drawn";
  CHECK_FALSE(missing_of(folder).contains("the uncertainty of the numbers put in"));
}

TEST_CASE("sections come in the order of a reader, and every id is unique") {
  const HandMadeFolder folder({"base", "option_1"});
  MadeResults()
      .add("base", "missed_high", 30, 29, 31)
      .add("option_1", "missed_high", 30, 29, 31)
      .add("base", "desk_cases", 5, 4, 6)
      .add("base", "desk_wait_days", 5, 4, 6, "days")
      .add("base", "missed_high", 30, 29, 31, "cases", "2014-11-01")
      .differ("option_1", "missed_high", 0, 0, 0)
      .put(folder);
  const Report report = build(folder.inputs());
  std::vector<std::string> ids;
  std::set<std::string> unique{"measures", "main"};
  std::size_t n = unique.size();
  for (const Section& section : report.sections) {
    ids.push_back(section.id);
    unique.insert(section.id);
    ++n;
    for (const Figure& figure : section.figures) {
      unique.insert(figure.id);
      ++n;
    }
  }
  CHECK(unique.size() == n);
  CHECK(ids.front() == "headline");
  CHECK(ids.back() == "reproduce");
  CHECK(report.subtitle ==
        "Base and option 1 compared over the year from November 2014; ten replications, by chance only");
}

TEST_CASE("how to make the results again names neither the machine nor a place on it") {
  HandMadeFolder folder;
  folder.manifest["scenario"]["file"] = "/home/somebody/secret.yaml";
  folder.manifest["command_line"] = {"/opt/wholeplace", "run", "/home/somebody/secret.yaml"};
  folder.manifest["host"] = {{"name", "somebodys-machine"}};
  folder.manifest["seed"] = 4711;
  const std::string html = page(build(folder.inputs()));
  CHECK(html.find("somebody") == std::string::npos);
  CHECK(html.find(folder.path().string()) == std::string::npos);
  CHECK(html.find("wholeplace run scenario.yaml --seed 4711 -n 10 -o again") != std::string::npos);
  folder.manifest["run"] = "parameters drawn";
  CHECK(page(build(folder.inputs())).find("-n 10 --parameters drawn -o again") != std::string::npos);
}

TEST_CASE("one replication chosen by its number is made again by its number") {
  const HandMadeFolder folder;
  results::Store store;
  store.results.metrics = {{"incidents", "incidents", "", "Incidents."}};
  store.results.systems = {"base", "option_1", "option_2"};
  store.results.replications = {7};
  store.results.values.assign(3, 0);
  results::write_store(folder.path() / "results.sqlite", store);
  CHECK(holds(sections::reproduce(folder.inputs())->paragraphs.at(0), "--seed 1 --replication 7 -o again"));
}
