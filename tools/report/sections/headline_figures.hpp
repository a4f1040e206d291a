#pragma once

#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace report::sections {

/// The metric that the headline is about, in pounds; positive saves.
inline constexpr const char* net_saving = "net_saving";

/// Metrics of what becomes of victims, and what they are in the middle of a sentence.
const std::vector<std::pair<std::string, std::string>>& outcome_words();

/// Net saving of each system with its interval, and the plan's figure; nothing without prices or a second system.
std::optional<Figure> saving_figure(const Inputs& inputs);
/// Change of each outcome for victims, in per cent of the baseline; nothing without a second system.
std::optional<Figure> victims_figure(const Inputs& inputs);

}  // namespace report::sections
