#include "tools/quality/files.hpp"

#include "models/pathway/spec.hpp"
#include "tools/quality/logs.hpp"
#include "tools/quality/outputs.hpp"
#include "tools/quality/precision.hpp"
#include "tools/quality/scenario_diff.hpp"
#include "tools/quality/standards.hpp"
#include "tools/quality/verification.hpp"

#include <sstream>

namespace quality {

std::vector<std::pair<std::string, std::string>> quality_files(const report::Inputs& inputs) {
  std::vector<std::pair<std::string, std::string>> files;
  if (inputs.is_sweep()) return files;
  Facts facts(inputs);
  facts.checks = verify(facts);
  const auto add = [&](const std::string& name, std::string text) {
    if (!text.empty()) files.emplace_back("quality/" + name, std::move(text));
  };
  add("stress_des.md", markdown(facts, stress_des(facts)));
  add("ispor_des18.md", markdown(facts, ispor_des18(facts)));
  add("cheers2022.md", markdown(facts, cheers2022(facts)));
  add("advishe.md", markdown(facts, advishe(facts)));
  add("odd.md", markdown(facts, odd(facts)));
  add("outputs.csv", outputs_csv(facts));
  add("assumptions_log.csv", assumptions_log_csv(facts));
  add("data_log.csv", data_log_csv(facts));
  add("validation.csv", validation_csv(facts));
  add("verification.csv", verification_csv(facts.checks));
  add("precision.csv", precision_csv(facts));
  add("scenario_diff.md", scenario_diff(facts));
  add("assurance_statement.md", assurance_statement(facts));
  for (const Facts::Picture& picture : facts.pictures()) {
    std::ostringstream dot;
    pathway::write_dot(picture.spec, picture.loads, dot);
    add(picture.file + ".dot", dot.str());
    add(picture.file + ".svg", pathway::to_svg(picture.spec, picture.loads));
  }
  return files;
}

}  // namespace quality
