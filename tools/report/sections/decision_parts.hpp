#pragma once

#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"
#include "tools/report/samples.hpp"

#include <optional>
#include <string>

namespace report::sections {

/// What decision.csv calls a money, as people say it: "public money, discounted".
std::string money_in_words(const std::string& name);
/// A name as part of a figure's id: letters, digits and "-".
std::string id_of(const std::string& name);
/// A sheet's name made of two, 31 bytes at most and whole letters.
std::string sheet_name(const std::string& what, const std::string& name);

/// What one of an effect is, "quality-adjusted life year"; its name where decision.csv does not say.
std::string unit_of_effect(const Records& decision, const std::string& effect);

/// How the net saving of each system but the baseline is spread over replications, with the plan's figure marked;
/// nothing with fewer than two replications. \param decision  decision.csv, or null
std::optional<Figure> spread_of_saving(const Inputs& inputs, const Samples& samples, const Records* decision);

/// Cost against effect, replication by replication; of many a part is shown.
Figure plane(const Inputs& inputs, const Samples& samples, const Records& decision, const std::string& effect);

}  // namespace report::sections
