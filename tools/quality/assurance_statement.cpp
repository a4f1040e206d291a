#include "tools/quality/checklist.hpp"
#include "tools/quality/content.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/outputs.hpp"

#include <fmt/format.h>

namespace quality {

namespace {

std::string part(const std::string& title, const std::string& content) { return "\n## " + title + "\n\n" + content; }

/// What people said under a key, or a gap.
std::string said(const Facts& facts, const std::string& key) { return with_people(facts, "", "", {key}).content; }

}  // namespace

std::string assurance_statement(const Facts& facts) {
  const results::Finished& run = facts.inputs.finished();
  std::string out = fmt::format(
      "# Statement of assurance: {}\n\nA template after the AQuA Book. What the program knows is filled in; a line "
      "that begins "
      "with \"For people to write\" is nobody's until somebody takes it. **It assures nothing until an assurer and an "
      "approver are named below.**\n\n",
      escaped(run.title));
  out += bullets({fmt::format("Model: wholeplace {}, commit {}", escaped(run.build.version), escaped(run.build.commit)),
                  fmt::format("Scenario: scenario.yaml, SHA-256 {}", run.scenario_sha256),
                  fmt::format("Seed {}, {} of {} replications, {}{}", run.seed, run.replications_done,
                              run.replications_asked, run.run, run.complete ? "" : ", unfinished")});
  const std::string purpose = facts.at("purpose");
  out += part("Purpose", (purpose.empty() ? "> For people to write: the question the scenario answers (`purpose`).\n"
                                          : escaped(purpose) + "\n") +
                             "\n" + said(facts, "question"));
  std::string roles;
  for (const char* role : {"commissioner", "analyst", "assurer", "approver"})
    roles += fmt::format("**{}**\n\n{}\n", role, said(facts, role));
  out += part("Roles", roles);
  out += part("Evidence", evidence(facts));
  out += part("Verification", verification_result(facts));
  out += part("Validation", fit_to_targets(facts) + "\n" + said(facts, "face_validity"));
  out += part("Known limits", known_limits(facts) + "\n" + said(facts, "limitations"));
  out += part(
      "Limits of use",
      bullets({"For comparing systems with one another under the scenario's numbers; levels are as good as the fit to "
               "targets above.",
               "People in it are synthetic: it says nothing of any one person.",
               "A change of the scenario, the seed or the program is another run, and needs its own statement."}));
  out += part("Equity and ethics", said(facts, "equity") + "\n" + said(facts, "ethics"));
  return tidy(out + part("What was assured, and sign-off", said(facts, "assurance")));
}

}  // namespace quality
