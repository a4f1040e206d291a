#include "models/scenario/study.hpp"
#include "tests/tools/quality/made.hpp"
#include "tools/quality/extremes.hpp"
#include "tools/quality/files.hpp"
#include "tools/quality/standards.hpp"
#include "tools/quality/verification.hpp"
#include "tools/results/number.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

using quality::Checklist;
using quality::Facts;
using quality::Filled;
using quality::Item;

namespace {

using Words = std::vector<std::string>;

const Words stress_items{"1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5",
                         "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1",   "5.2",   "5.3",   "5.4",   "6.1"};
/// Those that the standard's evidence says a program can fill alone.
const Words filled_by_the_run{"1.2", "2.1", "2.3", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5", "3.1",
                              "3.3", "3.4", "4.1", "4.2",   "4.3",   "5.1",   "5.2",   "5.3",   "5.4"};
/// Those that follow the program and the machine, which two runs on one machine share.
const Words of_the_program{"5.1"};

Words numbers_of(const Checklist& list) {
  Words numbers;
  for (const Item& item : list.items) numbers.push_back(item.number);
  return numbers;
}
Words up_to(int n) {
  Words numbers;
  for (int i = 1; i <= n; ++i) numbers.push_back(std::to_string(i));
  return numbers;
}

struct Read {
  explicit Read(const std::filesystem::path& folder) : inputs(folder), facts(inputs) {
    facts.checks = quality::verify(facts);
  }
  report::Inputs inputs;
  Facts facts;
};

std::map<std::string, std::string> stress_of(const std::filesystem::path& folder) {
  const Read read(folder);
  std::map<std::string, std::string> content;
  for (const Item& item : quality::stress_des(read.facts).items) content[item.number] = item.content;
  return content;
}

bool is_gap(const Item& item) { return item.content.find("> For people to write: ") != std::string::npos; }

std::vector<Checklist> all_lists(const Facts& facts) {
  return {quality::stress_des(facts), quality::ispor_des18(facts), quality::cheers2022(facts), quality::advishe(facts),
          quality::odd(facts)};
}

}  // namespace

TEST_CASE("each standard has its items, each once and in order, for either model") {
  for (const auto& folder : {made::abuse_folder(), made::network_folder()}) {
    const Read read(folder);
    CHECK(numbers_of(quality::stress_des(read.facts)) == stress_items);
    CHECK(numbers_of(quality::ispor_des18(read.facts)) == up_to(18));
    CHECK(numbers_of(quality::cheers2022(read.facts)) == up_to(28));
    CHECK(numbers_of(quality::advishe(read.facts)) ==
          Words{"A1", "A2", "B1", "B2", "C1", "C2", "C3", "C4", "D1", "D2", "D3", "D4", "E1"});
    CHECK(numbers_of(quality::odd(read.facts)) == up_to(7));
    for (const Checklist& list : all_lists(read.facts))
      for (const Item& item : list.items) {
        CAPTURE(list.title);
        CAPTURE(item.number);
        CHECK(item.content != "");
        CHECK((item.filled == Filled::run || item.filled == Filled::study || item.filled == Filled::both) ==
              !is_gap(item));
      }
  }
}

TEST_CASE("what the run fills follows the run: another scenario says something else") {
  const auto abuse = stress_of(made::abuse_folder()), network = stress_of(made::network_folder());
  for (const std::string& item : filled_by_the_run) {
    CAPTURE(item);
    CHECK(abuse.at(item).find("For people to write") == std::string::npos);
    CHECK(network.at(item).find("For people to write") == std::string::npos);
    if (item != of_the_program.front()) CHECK(abuse.at(item) != network.at(item));
  }
}

TEST_CASE("another seed and another number of replications are told") {
  const Scratch scratch;
  const auto before = stress_of(made::network_folder());
  const auto after =
      stress_of(made::run(scratch.path() / "other", made::network(), made::and_short({"run.seed=5"}), 2));
  for (const char* item : {"4.3", "5.2"}) {
    CAPTURE(item);
    CHECK(before.at(item) != after.at(item));
  }
  CHECK(after.at("5.2").find("Seed 5;") != std::string::npos);
  CHECK(after.at("4.3").find("2 asked for, 2 done") != std::string::npos);
}

TEST_CASE("a changed capacity, duration, discipline or warm-up shows in the items that tell of it") {
  const Scratch scratch;
  const auto before = stress_of(made::abuse_folder());
  const auto after = stress_of(made::run(
      scratch.path() / "other", small::west_cheshire(),
      made::and_small(
          {"systems.six_route.services.idva.capacity.fte=7", "systems.six_route.services.idva.queue.discipline=lifo",
           "systems.six_route.services.idva.duration.lognormal.mean=9 weeks", "abuse.incidents.frailty_shape=2"}),
      2, {"six_route"}));
  for (const char* item : {"2.3", "2.5.2", "2.5.3", "2.5.4", "3.3"}) {
    CAPTURE(item);
    CHECK(before.at(item) != after.at(item));
  }
  CHECK(after.at("2.5.4").find("| IDVA | lifo |") != std::string::npos);
}

TEST_CASE("what only people can say is a gap until the study section says it") {
  const Read without(made::network_folder());
  const Scratch scratch;
  Words sets = made::and_short({});
  sets.emplace_back("purpose=said of purpose");
  std::string study = "study={";
  for (const auto& text : scenario::study_texts) study += fmt::format("{}: said of {}, ", text.key, text.key);
  sets.push_back(study + "}");
  const auto folder = made::run(scratch.path() / "said", made::network(), sets, 2);
  const Read with(folder);
  std::size_t gaps = 0;
  const auto lists_without = all_lists(without.facts), lists_with = all_lists(with.facts);
  for (std::size_t l = 0; l < lists_with.size(); ++l)
    for (std::size_t i = 0; i < lists_with[l].items.size(); ++i) {
      CAPTURE(lists_with[l].title);
      CAPTURE(lists_with[l].items[i].number);
      gaps += is_gap(lists_without[l].items[i]) ? 1 : 0;
      CHECK(!is_gap(lists_with[l].items[i]));
    }
  CHECK(gaps > 20);
  std::string all;
  for (const auto& [name, text] : quality::quality_files(report::Inputs(folder))) all += text;
  for (const auto& text : scenario::study_texts) {
    CAPTURE(text.key);
    CHECK(all.find("said of " + std::string(text.key)) != std::string::npos);
  }
}

TEST_CASE("no item of AdViSHE claims a comparison, extremes or traces that the run did not make") {
  for (const auto& folder : {made::abuse_folder(), made::network_folder()}) {
    const Read read(folder);
    for (const Item& item : quality::advishe(read.facts).items)
      for (const char* number : {"A1", "A2", "B1", "B2", "C1", "C2", "C3", "D1", "D2"})
        if (item.number == number) {
          CAPTURE(item.number);
          CHECK(is_gap(item));
          CHECK(item.filled != Filled::run);
        }
  }
}

TEST_CASE("every test that a checklist names is one of the program's") {
  for (const auto& tests : {quality::extremes_of_abuse(), quality::extremes_of_network(), quality::tests_of_traces()})
    for (const quality::NamedTest& test : tests) {
      CAPTURE(test.title);
      CHECK(quality::find_test(test.title) != nullptr);
    }
  CHECK(quality::find_test("no test has this title") == nullptr);
}

TEST_CASE("heterogeneity shows, of each main output that is told apart, the paired difference of every group") {
  const Read read(made::abuse_folder());
  std::string item;
  for (const Item& each : quality::cheers2022(read.facts).items)
    if (each.number == "18") item = each.content;
  const report::Measured* d = read.inputs.differences()->find("option_2", "incidents", "", "tier=high");
  REQUIRE(d != nullptr);
  const std::string shown = results::mean_with_interval(
      d->mean, d->ci_low, d->ci_high, results::decimals_for_interval(d->mean, (d->ci_high - d->ci_low) / 2), true);
  const std::size_t at = item.find("| tier: high |");
  REQUIRE(at != std::string::npos);
  CHECK(item.substr(at, item.find('\n', at) - at).find("| " + shown + " |") != std::string::npos);
  for (const char* output : {"Incidents:", "Harm days (days):", "Assessed high"}) {
    CAPTURE(output);
    CHECK(item.find(output) != std::string::npos);
  }
}

TEST_CASE("the reason for each system stands with the experiments") {
  const auto stress = stress_of(made::abuse_folder());
  CHECK(stress.at("1.3").find("The option that the partners adopted") != std::string::npos);
  CHECK(stress.at("1.3").find("For people to write") == std::string::npos);
}
