#pragma once

#include "tools/quality/checklist.hpp"

/// The reporting standards, each an item at a time.
namespace quality {

/// 24 items. Host and timings stand here and in no other file.
/// \source Monks et al. 2019, Strengthening the reporting of empirical simulation studies: STRESS, J. Simulation 13(1)
Checklist stress_des(const Facts& facts);
void stress_objectives_and_logic(const Facts& facts, std::vector<Item>& items);  ///< items 1.1 to 2.5.5
void stress_data_and_runs(const Facts& facts, std::vector<Item>& items);         ///< items 3.1 to 6.1

/// 18 items. \source Karnon et al. 2012 (ISPOR-SMDM, discrete-event simulation), as a checklist by Zhang et al. 2020
Checklist ispor_des18(const Facts& facts);
/// 28 items. \source Husereau et al. 2022
Checklist cheers2022(const Facts& facts);
/// 13 items. \source Vemer et al. 2016
Checklist advishe(const Facts& facts);
/// 7 elements. \source Grimm et al. 2020
Checklist odd(const Facts& facts);

}  // namespace quality
