#include "tools/quality/verification.hpp"

#include "tests/tools/quality/made.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

namespace {

std::vector<quality::Check> checks_of(const std::filesystem::path& folder) {
  const report::Inputs inputs(folder);
  const quality::Facts facts(inputs);
  return quality::verify(facts);
}

std::vector<std::string> failing(const std::vector<quality::Check>& checks) {
  std::vector<std::string> names;
  for (const auto& check : checks)
    if (!check.passed()) names.push_back(check.what);
  return names;
}

/// Changes one cell of the first line that begins so.
void change(const std::filesystem::path& file, const std::string& line_begins, std::size_t column,
            const std::string& to) {
  std::istringstream in(content_of(file));
  std::string out, line;
  bool found = false;
  while (std::getline(in, line)) {
    if (!found && line.starts_with(line_begins)) {
      found = true;
      std::size_t begin = 0;
      for (std::size_t c = 0; c < column; ++c) begin = line.find(',', begin) + 1;
      line = line.substr(0, begin) + to + line.substr(std::min(line.find(',', begin), line.size()));
    }
    out += line + "\n";
  }
  REQUIRE(found);
  made::write(file, out);
}

}  // namespace

TEST_CASE("a folder as it was written passes every check, of either model") {
  for (const auto& folder : {made::abuse_folder(), made::network_folder()}) {
    const auto checks = checks_of(folder);
    CHECK(failing(checks) == std::vector<std::string>{});
    CHECK(std::count_if(checks.begin(), checks.end(), [](const auto& c) { return c.applies(); }) > 9);
  }
}

TEST_CASE("a wrong number in a file is found by the check that it breaks") {
  struct Fault {
    std::string file, line;
    std::size_t column;
    std::string to, check;
  };
  const Scratch scratch;
  constexpr std::size_t mean = 7, ci_low = 8, p50 = 11;
  for (const Fault& fault : std::vector<Fault>{
           Fault{"summary.csv", "option_1,west_cheshire,,,cost_total,", mean, "1",
                 "spending by agency adds up to the total"},
           Fault{"summary.csv", "option_1,west_cheshire,,,cost_total,", mean, "1",
                 "net saving = cost of the baseline less cost of the system"},
           Fault{"summary.csv", "option_2,west_cheshire,,,incidents_averted,", mean, "-9",
                 "incidents of the baseline + added = incidents of the system + averted"},
           Fault{"summary.csv", "six_route,west_cheshire,,,net_saving,", mean, "3",
                 "the baseline against itself averts, adds and saves nothing"},
           Fault{"summary.csv", "option_1,west_cheshire,,,confusion.high.high,", mean, "3",
                 "the table of true tier by grade adds up to the assessments"},
           Fault{"summary.csv", "option_1,west_cheshire,,,true_escalations,", mean, "-1",
                 "entries to high risk = truly + falsely + mistakenly"},
           Fault{"summary.csv", "option_1,west_cheshire,,tier=high,incidents,", mean, "1",
                 "incidents by group add up to all, for each attribute"},
           Fault{"summary.csv", "option_1,west_cheshire,,,cost_reactive_share,", mean, "1.2",
                 "shares lie between 0 and 1"},
           Fault{"summary.csv", "option_1,west_cheshire,,,harm_days,", ci_low, "1e15",
                 "every 95 % interval holds its mean"},
           Fault{"summary.csv", "option_1,west_cheshire,,,harm_days,", p50, "1e15", "p05, p50 and p95 are in order"},
           Fault{"summary.csv", "option_1,west_cheshire,,,harm_days,", 6, "99",
                 "no output has more values than replications done"},
           Fault{"differences.csv", "option_1,west_cheshire,,,harm_days,", mean, "77",
                 "every difference = the system less the baseline"},
           Fault{"cba_by_agency_year.csv", "option_1 - six_route,police,", 3, "5",
                 "cost and benefit by agency and year add up to the appraisal's"},
           Fault{"cba_by_agency_year.csv", "option_1 - six_route,police,", 6, "5",
                 "net = benefit less cost, by agency and year"},
           Fault{"cba_summary.csv", "option_1 - six_route,as simulated,standard,cost,", 6, "1e12",
                 "a discounted cost is no larger than the same undiscounted"},
           Fault{"cba_summary.csv", "option_1 - six_route,as simulated,none,net present budget impact,", 6, "7",
                 "net present budget impact = cost less fiscal benefit"},
           Fault{"decision.csv", "choice,six_route,best,net_saving,", 7, "0.9",
                 "the probabilities of being best sum to one"},
           Fault{"weekly.csv", "six_route,west_cheshire,", 7, "-4",
                 "nobody waits, comes or leaves less than nobody in any week"},
           Fault{"margins.csv", "sex,female,", 8, "0.5", "categories of the people drawn add up to everybody"},
           Fault{"validation.csv", "police incidents a year,", 7, "1e9",
                 "every verdict on a target with a credible range follows from its line"},
       }) {
    CAPTURE(fault.file);
    CAPTURE(fault.line);
    CAPTURE(fault.check);
    const auto folder = made::copy_of(made::abuse_folder(), scratch);
    change(folder / fault.file, fault.line, fault.column, fault.to);
    const auto found = failing(checks_of(folder));
    CHECK(std::find(found.begin(), found.end(), fault.check) != found.end());
  }
}

TEST_CASE("a check that has nothing to compare says so, and a number that is none fails") {
  quality::Check check{"domain", "a equals b", 1e-9};
  CHECK(std::string(check.result()) == "nothing to check");
  check.equal(1, 1, "here");
  CHECK(std::string(check.result()) == "pass");
  check.equal(NAN, 1, "there");
  CHECK(std::string(check.result()) == "fail");
  CHECK(check.where == "there");
}
