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
      return Measured{.n = static_cast<std::size_t>(file->number(r, "n")),
                      .mean = file->number(r, "mean"),
                      .ci_low = file->number(r, "ci_low"),
                      .ci_high = file->number(r, "ci_high"),
                      .p05 = file->number(r, "p05"),
                      .p50 = file->number(r, "p50"),
                      .p95 = file->number(r, "p95")};
  return std::nullopt;
}

}  // namespace report
