#include "tools/quality/content.hpp"
#include "tools/quality/extremes.hpp"
#include "tools/quality/logs.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/registry.hpp"
#include "tools/quality/standards.hpp"
#include "tools/quality/test_titles.hpp"

#include <fmt/format.h>

#include <map>
#include <span>

namespace quality {

namespace {

constexpr const char* not_recorded =
    "They are run whenever the program is checked (`tools/check`); this folder holds no record that they were.\n";

std::string listed(std::span<const NamedTest> tests) {
  MarkdownTable table({"What is looked at", "What the test holds", "File"});
  for (const NamedTest& test : tests)
    if (const TestTitle* const found = find_test(test.title))
      table.row({std::string(test.what), std::string(test.title), std::string(found->file)});
  return table.text() + "\n" + not_recorded;
}

/// An item of which the program knows a part, and asks people a question of its own for the rest.
Item and_asks(const Facts& facts, std::string number, std::string asks, const std::string& known, const char* question,
              const std::string& key) {
  const std::string said = facts.study(key);
  if (!said.empty()) return {std::move(number), std::move(asks), Filled::both, known + "\n" + escaped_paragraphs(said)};
  return from_run(std::move(number), std::move(asks),
                  fmt::format("{}\n> For people to write: {} (`study.{}`).\n", known, question, key));
}

std::string concept_of(const Facts& facts) {
  if (!facts.abuse && !facts.network) return unreadable;
  return "The program holds this model's concept against no other model's. What there is to compare: its entities and "
         "what is kept of them, its mechanisms step by step (stress_des.md, 2.5.1 and 2.4).\n";
}

/// How well models fit the data that inputs come from.
std::string input_fit(const Facts& facts) {
  const std::size_t fitted = fitted_numbers(facts);
  std::string out =
      "No statistical model is estimated by the program: numbers and distributions are taken from their sources or "
      "judged, as their status says (assumptions_log.csv), and how well a source's own model fits its data is not "
      "known here.\n";
  if (fitted == 0) return out;
  return out + fmt::format(
                   "\n{} open to calibration against targets of kind \"fit\", which are outcomes: how well they "
                   "are met is in D4.\n",
                   counted(fitted, "number") + (fitted == 1 ? " is" : " are"));
}

std::string extremes(const Facts& facts) {
  if (!facts.abuse && !facts.network) return unreadable;
  return "This run was not made at extreme values. These tests of the program put the model, on small scenarios, at "
         "the "
         "ends of what its numbers may be:\n\n" +
         listed(facts.abuse ? extremes_of_abuse() : extremes_of_network());
}

std::string traces(const Facts& facts) {
  if (!facts.abuse) return "The program follows no single person of a network of queues.\n";
  return fmt::format(
             "Any victim, perpetrator or child of this run can be followed event by event under every system: "
             "`wholeplace trace scenario.yaml --set run.seed={}`; all of one replication's events: `wholeplace run "
             "scenario.yaml --replication 0 --event-log`. The program's own tests of this:\n\n",
             facts.inputs.finished().seed) +
         listed(tests_of_traces());
}

std::string tests(const Facts& facts) {
  std::map<std::string, std::size_t> by_folder;
  for (const TestTitle& test : test_titles()) ++by_folder[std::string(test.file.substr(0, test.file.rfind('/')))];
  MarkdownTable table({"Folder", "Tests"});
  for (const auto& [folder, n] : by_folder) table.row({folder, std::to_string(n)});
  return fmt::format("The program was built with {}. {}\n{}\nOf this run's own numbers: {}",
                     counted(test_titles().size(), "named test"), not_recorded, table.text(),
                     verification_result(facts));
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
      with_people(facts, "A2", "Conceptual model: compared with others", {"model_choice", "cross_validation"},
                  concept_of(facts)),
      with_people(facts, "B1", "Input data: reviewed by experts", {"input_review"}),
      with_people(facts, "B2", "Input data: fit of models to data", {"data_preparation"}, input_fit(facts)),
      with_people(facts, "C1", "Program: reviewed from outside", {"code_review"}),
      and_asks(facts, "C2", "Program: extreme values", extremes(facts),
               "whether this scenario itself was run at extreme values, and what came of it", "other_validation"),
      and_asks(facts, "C3", "Program: traces of single entities", traces(facts),
               "who followed single people through this run, and what they found", "other_validation"),
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
