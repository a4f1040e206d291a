#pragma once

#include "tools/report/inputs.hpp"

#include <string>
#include <utility>
#include <vector>

namespace quality {

/// The quality folder of a run: reporting standards filled from it, logs, checks and pictures, by name
/// ("quality/stress_des.md"). The same for the same results on every machine, but for quality/stress_des.md, which
/// names the machine and its timings. A sweep has none. \throws results::StoreError if a file of the folder is damaged
std::vector<std::pair<std::string, std::string>> quality_files(const report::Inputs& inputs);

}  // namespace quality
