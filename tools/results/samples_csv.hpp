#pragma once

#include "models/abuse/samples.hpp"
#include "models/experiment.hpp"

#include <string>

namespace results {

/// samples.csv: replication, system, then the columns, at full precision; empty where there is nothing. "" for no rows.
std::string samples_csv(const abuse::Samples& samples, const experiment::Results& results);

}  // namespace results
