#include "tools/threads.hpp"

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace tools {

unsigned threads_of(std::optional<unsigned> asked) {
  if (asked) return *asked;
  if (const char* given = std::getenv("SLURM_CPUS_PER_TASK")) {
    const long cpus = std::strtol(given, nullptr, 10);
    if (cpus >= 1 && cpus <= 4096) return static_cast<unsigned>(cpus);
  }
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace tools
