#pragma once

#include <optional>

namespace tools {

/// How many threads to use: what the user asked for; else what Slurm gave this task (SLURM_CPUS_PER_TASK); else every
/// core that this process may use, shared with the other ranks that mpirun has put on this machine.
unsigned threads_of(std::optional<unsigned> asked);

}  // namespace tools
