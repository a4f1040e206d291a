#include "tools/quality/content.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/registry.hpp"
#include "tools/quality/standards.hpp"
#include "tools/quality/test_titles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace quality {

namespace {

/// Tests of the model at its limits, by the words of their titles.
std::string extremes(const Facts& facts) {
  constexpr std::array<std::string_view, 9> words{"nought", "zero",     " 0 ",           "unlimited", "infinite",
                                                  "empty",  "overload", "without limit", "no effect"};
  std::vector<std::string> titles;
  for (const TestTitle& test : test_titles()) {
    const bool of_model = test.file.starts_with("tests/sim/") || test.file.starts_with("tests/models/abuse") ||
                          test.file.starts_with("tests/models/network") ||
                          test.file.starts_with("tests/models/economics");
    const bool extreme = std::ranges::any_of(
        words, [&](std::string_view word) { return test.title.find(word) != std::string_view::npos; });
    if (of_model && extreme) titles.push_back(escaped(test.title));
  }
  return verification_result(facts) +
         fmt::format("\nOf the program's own tests, {} by their titles are of extreme values:\n\n", titles.size()) +
         bullets(titles);
}

std::string traces(const Facts& facts) {
  if (!facts.abuse) return "A network of queues is held against theory instead: validation.csv, kind theory.\n";
  return fmt::format(
      "Any victim, perpetrator or child of this run can be followed event by event under every system: `wholeplace "
      "trace "
      "scenario.yaml --set run.seed={}`. All of one replication's events: `wholeplace run scenario.yaml --replication "
      "0 "
      "--event-log`.\n",
      facts.inputs.finished().seed);
}

std::string tests(const Facts& facts) {
  std::map<std::string, std::size_t> by_folder;
  for (const TestTitle& test : test_titles()) ++by_folder[std::string(test.file.substr(0, test.file.rfind('/')))];
  MarkdownTable table({"Folder", "Tests"});
  for (const auto& [folder, n] : by_folder) table.row({folder, std::to_string(n)});
  return fmt::format("The program was built with {}; `tools/check` runs them all.\n\n{}\n{}",
                     counted(test_titles().size(), "named test"), table.text(), verification_result(facts));
}

std::string other_inputs(const Facts& facts) {
  return (facts.inputs.drawn()
              ? std::string("Numbers were drawn anew for each replication, so that results are over many "
                            "sets of inputs.\n\n")
              : std::string("This run has one set of inputs; a run with --parameters drawn, or a sweep, has "
                            "others.\n\n")) +
         uncertainty_results(facts);
}

}  // namespace

Checklist advishe(const Facts& facts) {
  Checklist list{
      "AdViSHE", "Assessment of the validation status of decision models (Vemer et al. 2016), 13 items.", {}};
  list.items = {
      with_people(facts, "A1", "Conceptual model: face validity by experts", {"face_validity"}),
      with_people(facts, "A2", "Conceptual model: compared with others", {"model_choice"}, entities(facts)),
      with_people(facts, "B1", "Input data: reviewed by experts", {"input_review"}),
      from_run("B2", "Input data: fit of models to data", fit_to_targets(facts)),
      with_people(facts, "C1", "Program: reviewed from outside", {"code_review"}),
      from_run("C2", "Program: extreme values", extremes(facts)),
      from_run("C3", "Program: traces of single entities", traces(facts)),
      from_run("C4", "Program: unit tests", tests(facts)),
      with_people(facts, "D1", "Outcomes: reviewed by experts", {"outcome_review"}),
      with_people(facts, "D2", "Outcomes: compared with other models", {"cross_validation"},
                  facts.network ? fit_to_targets(facts) : ""),
      from_run("D3", "Outcomes: with other input data", other_inputs(facts)),
      from_run("D4", "Outcomes: compared with what was observed", fit_to_targets(facts)),
      with_people(facts, "E1", "Any other validation", {"other_validation"}, verification_result(facts)),
  };
  return list;
}

}  // namespace quality
