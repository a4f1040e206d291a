#include "tools/quality/files.hpp"

#include "tests/tools/quality/made.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

using Files = std::map<std::string, std::string>;

Files files_of(const std::filesystem::path& folder) {
  Files files;
  for (const auto& [name, text] : quality::quality_files(report::Inputs(folder))) {
    CHECK(!files.contains(name));
    files[name] = text;
  }
  return files;
}

std::size_t cells(const std::string& row) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < row.size(); ++i) n += row[i] == '|' && (i == 0 || row[i - 1] != '\\') ? 1 : 0;
  return n;
}

}  // namespace

TEST_CASE("the quality folder holds what it should") {
  const Files abuse = files_of(made::abuse_folder());
  for (const char* name :
       {"stress_des.md", "ispor_des18.md", "cheers2022.md", "advishe.md", "odd.md", "outputs.csv",
        "assumptions_log.csv", "data_log.csv", "validation.csv", "verification.csv", "precision.csv",
        "scenario_diff.md", "assurance_statement.md", "model_graph_six_route.svg", "model_graph_option_1.dot"}) {
    CAPTURE(name);
    CHECK(abuse.contains(std::string("quality/") + name));
  }
  CHECK(files_of(made::network_folder()).contains("quality/model_graph_urgent.svg"));
}

TEST_CASE("no number of the quality folder has digits that nobody wrote") {
  const std::regex dust("[0-9][.][0-9]*(0{6,}[1-9]|9{7,}[0-9])");
  for (const auto& [name, text] : files_of(made::abuse_folder())) {
    if (!name.ends_with(".csv") && !name.ends_with(".md")) continue;
    CAPTURE(name);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      if (std::regex_search(line, dust)) FAIL_CHECK(line);
  }
}

TEST_CASE("every line of the assumptions log says what the number is, where it belongs, its unit and how it is known") {
  std::istringstream lines(files_of(made::abuse_folder()).at("quality/assumptions_log.csv"));
  std::string line;
  std::getline(lines, line);
  CHECK(line.starts_with("id,description,belongs_to,unit,value,low,high,"));
  const auto cells = [](const std::string& row) {
    std::vector<std::string> all(1);
    bool quoted = false;
    for (const char c : row) {
      if (c == '"')
        quoted = !quoted;
      else if (c == ',' && !quoted)
        all.emplace_back();
      else
        all.back() += c;
    }
    return all;
  };
  const auto heads = cells(line);
  std::size_t n = 0;
  while (std::getline(lines, line)) {
    const auto row = cells(line);
    REQUIRE(row.size() == heads.size());
    for (std::size_t c = 0; c < heads.size(); ++c) {
      const std::string& head = heads[c];
      if (head == "description" || head == "belongs_to" || head == "unit" || head == "value" || head == "applies_to" ||
          head == "status") {
        CAPTURE(line);
        CHECK(row[c] != "");
        CHECK(row[c].find('_') == std::string::npos);
        CHECK(row[c] != "pence");
      }
    }
    ++n;
  }
  CHECK(n > 1000);
}

TEST_CASE("host, threads and timings change stress_des.md and nothing else") {
  const Scratch scratch;
  const auto folder = made::copy_of(made::abuse_folder(), scratch);
  nlohmann::json manifest = nlohmann::json::parse(content_of(folder / "manifest.json"));
  for (const char* key : {"name", "cpu", "cpu_family", "os", "libc"}) manifest["host"][key] = "elsewhere";
  manifest["threads"] = 64;
  for (auto& [key, value] : manifest["timings"].items()) value = 12345;
  manifest["command_line"] = {"another", "command"};
  made::write(folder / "manifest.json", manifest.dump());
  const Files before = files_of(made::abuse_folder()), after = files_of(folder);
  for (const auto& [name, text] : before) {
    CAPTURE(name);
    CHECK((text == after.at(name)) == (name != "quality/stress_des.md"));
  }
}

TEST_CASE("the difference of the systems names what is added, taken away and changed") {
  const std::string diff = files_of(made::abuse_folder()).at("quality/scenario_diff.md");
  CHECK(diff.find("### Added: access_team (services)") != std::string::npos);
  CHECK(diff.find("| services.idva.capacity.dilution |") != std::string::npos);
  CHECK(diff.find("| floating_support | drain until 2014-10-01 |") != std::string::npos);
}

TEST_CASE("one system, one replication, no prices table and no store: what is missing is said") {
  const Scratch scratch;
  const auto folder = made::run(scratch.path() / "one", small::west_cheshire(), made::and_small({}), 1, {"six_route"});
  for (const char* name : {"results.sqlite", "prices.csv", "cba_summary.csv", "decision.csv", "weekly.csv",
                           "outcomes.csv", "validation.csv", "margins.csv"})
    std::filesystem::remove(folder / name);
  const Files files = files_of(folder);
  CHECK(files.at("quality/scenario_diff.md").find("One system") != std::string::npos);
  CHECK(files.at("quality/stress_des.md").find("no intervals") != std::string::npos);
  CHECK(files.at("quality/cheers2022.md").find("Nothing is priced") != std::string::npos);
  CHECK(files.at("quality/assurance_statement.md").find("Fewer than two replications") != std::string::npos);
  CHECK(files.at("quality/verification.csv").find(",fail,") == std::string::npos);
}

TEST_CASE("what a scenario says is text in every file, whatever it says") {
  const Scratch scratch;
  const std::string hostile =
      "<script>alert(1)</script> | `x` [a](b) **c** &amp; \xE2\x80\xAE"
      "end";
  const std::string quoted = "\"" + hostile + "\"";
  const auto folder = made::run(scratch.path() / "hostile", small::west_cheshire(),
                                made::and_small({"title=" + quoted, "purpose=" + quoted, "study.funding=" + quoted,
                                                 "systems.option_1.title=" + quoted}),
                                2);
  for (const auto& [name, text] : files_of(folder)) {
    CAPTURE(name);
    if (name.ends_with(".svg")) CHECK(text.find("<script") == std::string::npos);
    if (!name.ends_with(".md")) continue;
    CHECK(text.find("<script") == std::string::npos);
    CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
    CHECK(text.find("[a](b)") == std::string::npos);
    CHECK(text.find("**c**") == std::string::npos);
    std::istringstream lines(text);
    std::string line, before;
    for (; std::getline(lines, line); before = line)
      if (line.starts_with("|") && before.starts_with("|")) CHECK(cells(line) == cells(before));
  }
  CHECK(files_of(folder).at("quality/cheers2022.md").find("&lt;script&gt;alert(1)&lt;/script&gt; \\| \\`x\\`") !=
        std::string::npos);
}
