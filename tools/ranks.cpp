#include "tools/ranks.hpp"

#include "tools/interrupt.hpp"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <stdexcept>

namespace tools {

namespace {

class OneProcess final : public Ranks {
 public:
  bool leads() const override { return true; }
  void follow(const Identity&, unsigned, const Simulate&) override {}
  bool lead(const Identity&, std::size_t count, const Next& next, unsigned threads, const Simulate& simulate,
            const Keep& keep) override {
    std::size_t kept = 0;
    sim::run_jobs(
        threads,
        [&]() -> std::optional<std::size_t> {
          if (signal_received() != 0) return std::nullopt;
          const std::optional<results::Job> job = next();
          return job ? std::optional(number_of(*job)) : std::nullopt;
        },
        [&](std::size_t number) { return simulate(job_of(number)); },
        [&](std::size_t number, sim::Replicate replicate) {
          ++kept;
          keep(job_of(number), std::move(replicate));
        });
    return kept == count;
  }
};

bool has_launcher() {
  for (const char* variable : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"})
    if (std::getenv(variable) != nullptr) return true;
  return false;
}

}  // namespace

std::unique_ptr<Ranks> open_ranks() {
  if (!has_launcher()) return std::make_unique<OneProcess>();
  // A library of its own, beside the program: MPI's would cost every run a megabyte.
  const std::filesystem::path library =
      std::filesystem::canonical("/proc/self/exe").parent_path() / "wholeplace_mpi.so";
  void* const loaded = dlopen(library.c_str(), RTLD_NOW);
  if (loaded == nullptr)
    throw std::runtime_error(std::string("started by an MPI launcher, but MPI cannot be loaded: ") + dlerror());
  using Open = Ranks*(int (*)());
  auto* const open = reinterpret_cast<Open*>(dlsym(loaded, "wholeplace_mpi_ranks"));
  if (open == nullptr) throw std::runtime_error(library.string() + ": not of this program");
  return std::unique_ptr<Ranks>(open(&signal_received));
}

}  // namespace tools
