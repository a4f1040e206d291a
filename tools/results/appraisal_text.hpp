#pragma once

#include "models/abuse/appraisal_of_run.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace results {

/// The cost-benefit analysis for people: what each option costs, saves and returns, who pays and who gains, beside the
/// plan's figures. \param run  what the intervals hold: "chance only" or "parameters drawn"
/// \param width  columns to fit sentences into
std::string cba_text(const abuse::Plan& plan, std::span<const abuse::Comparison> comparisons,
                     const experiment::Results& results, const std::string& run, std::size_t width);

}  // namespace results
