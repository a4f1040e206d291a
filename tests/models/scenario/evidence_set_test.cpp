#include "models/scenario/evidence_set.hpp"

#include "models/scenario/document.hpp"

#include <doctest/doctest.h>

namespace {

constexpr const char* text = R"(
evidence_sets:
  trial: {title: one trial, changes: {effect: {ratio: {value: 1.0, source: a trial}}}}
  claim: {changes: {effect: {ratio: {value: 0.5, source: a claim}, extra: 3}}}
  empty: {title: nothing}
effect: {ratio: {value: 0.8, range: [0.6, 1], source: several}, other: 2}
)";

struct Chosen {
  scenario::Node root;
  scenario::Diagnostics diagnostics;
  std::vector<std::string> rest;
  Chosen(const std::string& yaml, std::vector<std::string> sets) {
    root = scenario::read_text(yaml, "x.yaml", diagnostics);
    rest = scenario::choose_evidence(root, std::move(sets), diagnostics);
  }
  std::string ratio() const { return root.find("effect")->find("ratio")->find("value")->text; }
  std::string mistake() const {
    return diagnostics.all().size() == 1 ? scenario::to_string(diagnostics.all()[0].place) + ": " +
                                               diagnostics.all()[0].path + ": " + diagnostics.all()[0].message
                                         : std::to_string(diagnostics.all().size()) + " mistakes";
  }
};

}  // namespace

TEST_CASE("a set of evidence is in force when chosen, in the file or by a setting, and no other leaves a trace") {
  const Chosen none(text, {"a=b"});
  CHECK(none.ratio() == "0.8");
  CHECK(none.root.find("evidence_sets") == nullptr);
  CHECK(none.rest == std::vector<std::string>{"a=b"});

  const Chosen by_setting(text, {"a=b", "evidence_set=trial"});
  CHECK(by_setting.ratio() == "1.0");
  CHECK(by_setting.root.find("effect")->find("ratio")->find("range") == nullptr);  // it spoke for the other value
  CHECK(by_setting.root.find("effect")->find("other")->text == "2");
  CHECK(by_setting.rest == std::vector<std::string>{"a=b"});

  const Chosen by_file(std::string("evidence_set: claim") + text, {});
  CHECK(by_file.ratio() == "0.5");
  CHECK(by_file.root.find("effect")->find("extra")->text == "3");
  CHECK(by_file.root.find("evidence_set")->text == "claim");
  CHECK(Chosen(std::string("evidence_set: claim") + text, {"evidence_set=trial"}).ratio() == "1.0");
}

TEST_CASE("a resolved scenario keeps the set it was resolved with, and cannot be given another") {
  const std::string resolved = "evidence_set: trial\neffect: {ratio: {value: 1.0}}\n";
  CHECK(Chosen(resolved, {}).diagnostics.all().empty());
  CHECK(Chosen(resolved, {"evidence_set=trial"}).diagnostics.all().empty());
  CHECK(Chosen(resolved, {"evidence_set=claim"}).mistake() ==
        "--set evidence_set=claim: evidence_set: this scenario was resolved with \"trial\" and holds no other set");
}

TEST_CASE("a set of evidence that is not there, or changes nothing, is refused") {
  CHECK(Chosen(text, {"evidence_set=trail"}).mistake() ==
        "--set evidence_set=trail: evidence_set: there is no set of evidence named \"trail\"; did you mean \"trial\"?");
  CHECK(Chosen(std::string("evidence_set: empty") + text, {}).mistake() ==
        "x.yaml:5:10: evidence_sets.empty: expected what it changes: changes: {...}");
  CHECK(Chosen("evidence_set: [a]\nevidence_sets: {a: {changes: {}}}\n", {}).mistake() ==
        "x.yaml:1:15: evidence_set: expected the name of a set");
  CHECK(Chosen("evidence_sets: 3\n", {}).mistake() == "x.yaml:1:16: evidence_sets: expected a mapping of names");
  CHECK(Chosen("effect: {ratio: {value: 1}}\n", {"evidence_set=a"}).mistake() ==
        "--set evidence_set=a: evidence_set: there is no set of evidence named \"a\": the scenario has none");
}
