#pragma once

#include "tools/report/inputs.hpp"

#include <optional>
#include <string>

namespace report {

/// A line of decision.csv: a probability with its interval, and what it holds.
struct Decided {
  double value, ci_low, ci_high, at;
};

/// \return nothing if the folder has no decision.csv or no such line in it
std::optional<Decided> decided(const Inputs& inputs, const std::string& part, const std::string& system,
                               const std::string& quantity, const std::string& of);

/// A line of cba_summary.csv over the whole period: as simulated and not discounted, or discounted and corrected for
/// optimism.
/// \param comparison  "option_2 - option_1"
std::optional<Measured> appraised(const Inputs& inputs, const std::string& comparison, const std::string& figure,
                                  bool corrected = false);

}  // namespace report
