#include "models/scenario/diagnostics.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace scenario;

namespace {

Place at(const char* file, int line, int column) { return {std::make_shared<std::string>(file), line, column}; }

const std::vector<std::string> keys{"capacity", "caseload", "duration", "fte", "cost", "next"};

}  // namespace

TEST_CASE("a message has place, severity, key and rule") {
  CHECK(
      to_string(Diagnostic{at("scenarios/x.yaml", 41, 9), Severity::error, "services.idva.fte", "expected a number"}) ==
      "scenarios/x.yaml:41:9: error: services.idva.fte: expected a number");
  CHECK(to_string(Diagnostic{at("x.yaml", 0, 0), Severity::warning, "", "odd"}) == "x.yaml: warning: odd");
  CHECK(to_string(Diagnostic{at("--set a=3", 0, 0), Severity::error, "a", "no such key"}) ==
        "--set a=3: error: a: no such key");
  CHECK(to_string(Diagnostic{{}, Severity::error, "a", "missing"}) == "error: a: missing");
}

TEST_CASE("mistakes are thrown together in the order of file and line, warnings among them") {
  Diagnostics diagnostics;
  diagnostics.error(at("b.yaml", 1, 1), "p", "third");
  diagnostics.error(at("a.yaml", 9, 1), "p", "second");
  diagnostics.warning(at("a.yaml", 2, 5), "p", "first");
  try {
    diagnostics.throw_if_errors();
    FAIL("nothing was thrown");
  } catch (const InputError& error) {
    CHECK(std::string(error.what()) ==
          "a.yaml:2:5: warning: p: first\na.yaml:9:1: error: p: second\nb.yaml:1:1: error: p: third");
    CHECK(error.diagnostics().size() == 3);
  }
}

TEST_CASE("warnings alone throw nothing") {
  Diagnostics diagnostics;
  diagnostics.warning({}, "", "odd");
  CHECK_FALSE(diagnostics.has_errors());
  CHECK_NOTHROW(diagnostics.throw_if_errors());
}

TEST_CASE("a misspelt word finds the key that was meant") {
  for (const auto& [word, meant] : std::vector<std::pair<std::string, std::string>>{{"capcity", "capacity"},
                                                                                    {"Capacity", "capacity"},
                                                                                    {"durration", "duration"},
                                                                                    {"fet", "fte"},
                                                                                    {"nxet", "next"},
                                                                                    {"costs", "cost"},
                                                                                    {"zzz", ""},
                                                                                    {"a", ""},
                                                                                    {"", ""}}) {
    CAPTURE(word);
    CHECK(nearest(word, keys) == meant);
  }
  CHECK(did_you_mean("capcity", keys) == "; did you mean \"capacity\"?");
  CHECK(did_you_mean("zzz", keys).empty());
  CHECK(nearest(std::string(100'000, 'x'), keys).empty());
}

TEST_CASE("what a user wrote is shown on one line and cut between characters") {
  CHECK(in_message("-3") == "\"-3\"");
  CHECK(in_message("a\nb") == "\"a\\nb\"");
  CHECK(in_message(std::string(59, 'a') + "££") == '"' + std::string(59, 'a') + "...\"");
}

TEST_CASE("a mistake reached over several paths is said once, two keys of one mapping are two mistakes") {
  Diagnostics diagnostics;
  diagnostics.error(at("a.yaml", 3, 5), "systems.old.services.idva.fte", "expected a number");
  diagnostics.error(at("a.yaml", 3, 5), "systems.new.services.idva.fte", "expected a number");
  diagnostics.error(at("a.yaml", 9, 3), "tier.medium", "missing");
  diagnostics.error(at("a.yaml", 9, 3), "tier.high", "missing");
  diagnostics.error({}, "systems.old.title", "missing");
  diagnostics.error({}, "systems.new.title", "missing");
  try {
    diagnostics.throw_if_errors();
    FAIL("nothing was thrown");
  } catch (const InputError& error) {
    CHECK(std::string(error.what()) ==
          "error: systems.old.title: missing\n"
          "error: systems.new.title: missing\n"
          "a.yaml:3:5: error: systems.old.services.idva.fte: expected a number\n"
          "a.yaml:9:3: error: tier.medium: missing\n"
          "a.yaml:9:3: error: tier.high: missing");
  }
}
