#include "tools/threads.hpp"

#include <algorithm>
#include <cstdlib>
#include <sched.h>
#include <thread>

namespace tools {

namespace {

/// How many processes of an experiment share this machine.
unsigned ranks_here() {
  const char* const given = std::getenv("OMPI_COMM_WORLD_LOCAL_SIZE");
  return given == nullptr ? 1U : static_cast<unsigned>(std::clamp(std::strtol(given, nullptr, 10), 1L, 4096L));
}

}  // namespace

unsigned threads_of(std::optional<unsigned> asked) {
  if (asked) return *asked;
  if (const char* given = std::getenv("SLURM_CPUS_PER_TASK")) {
    const long cpus = std::strtol(given, nullptr, 10);
    if (cpus >= 1 && cpus <= 4096) return static_cast<unsigned>(cpus);
  }
  cpu_set_t allowed;
  const bool known = sched_getaffinity(0, sizeof allowed, &allowed) == 0;
  const unsigned here = std::max(1U, std::thread::hardware_concurrency());
  return std::max(1U, std::min(known ? static_cast<unsigned>(CPU_COUNT(&allowed)) : here, here / ranks_here()));
}

}  // namespace tools
