#pragma once

#include <cstdint>

namespace sim::design {

/// What a random number of a design is for: the `purpose` of its address. Far from the numbers that models use, so that
/// a design shares none with a model that runs on the same seed. Append only: designs are made again from their seed.
enum class Purpose : std::uint32_t {
  stratum = 0xde510001,  ///< order of the strata of a Latin hypercube
  within_stratum,        ///< place inside each
  digital_shift,         ///< of a Sobol sequence
  trajectory,            ///< Morris
  parameter,             ///< an uncertain number of a scenario, drawn for a replication
};

}  // namespace sim::design
