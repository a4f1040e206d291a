#include "tools/report/decided.hpp"

namespace report {

std::optional<Decided> decided(const Inputs& inputs, const std::string& part, const std::string& system,
                               const std::string& quantity, const std::string& of) {
  const Records* const file = inputs.records("decision.csv");
  if (file == nullptr) return std::nullopt;
  for (std::size_t r = 0; r < file->size(); ++r)
    if (file->text(r, "part") == part && file->text(r, "system") == system && file->text(r, "quantity") == quantity &&
        file->text(r, "of") == of)
      return Decided{file->number(r, "value"), file->number(r, "ci_low"), file->number(r, "ci_high"),
                     part == "probability" ? file->number(r, "at") : experiment::missing};
  return std::nullopt;
}

std::optional<Measured> appraised(const Inputs& inputs, const std::string& comparison, const std::string& figure,
                                  bool corrected) {
  const Records* const file = inputs.records("cba_summary.csv");
  if (file == nullptr) return std::nullopt;
  for (std::size_t r = 0; r < file->size(); ++r)
    if (file->text(r, "comparison") == comparison && file->text(r, "figure") == figure &&
        file->text(r, "basis") == (corrected ? "corrected for optimism" : "as simulated") &&
        file->text(r, "discounting") == (corrected ? "standard" : "none"))
      return measured(*file, r);
  return std::nullopt;
}

}  // namespace report
