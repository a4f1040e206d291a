#pragma once

#include "models/scenario/document.hpp"

#include <span>
#include <string_view>

namespace scenario {

/// The keys of an evidenced number's record, `value` first. `calibrate: [low, high]` are the bounds within which the
/// number may be fitted to targets.
inline constexpr std::string_view record_keys[] = {"value",  "range", "calibrate",  "distribution", "source",
                                                   "status", "grade", "price_year", "sample_size",  "rationale",
                                                   "note",   "owner", "date"};

/// The families a distribution may be written in.
inline constexpr std::string_view distribution_families[] = {
    "constant",  "uniform", "triangular", "exponential", "gamma",     "erlang", "weibull",
    "lognormal", "normal",  "beta",       "poisson",     "empirical", "mixture"};

/// Whether the node is an evidenced number: a mapping with `value` and nothing but a record's keys.
bool is_record(const Node& node);

/// Whether the node is a distribution: a mapping with one family and nothing beside it but `evidence` and `note`.
/// \return the family's entry, or nullptr
const Node::Entry* distribution_family(const Node& node);

/// Whether a place is on the command line (`--set path=value`).
bool is_setting(const Place& place);

}  // namespace scenario
