#pragma once

#include "sim/replications.hpp"
#include "tools/results/replication_store.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

namespace tools {

/// The processes of one experiment. Started by an MPI launcher (mpirun, srun) there may be several, on many machines:
/// rank 0 reads, hands out jobs, keeps what comes back and writes the results; every rank works, rank 0 too. Without a
/// launcher there is one.
class Ranks {
 public:
  using Simulate = std::function<sim::Replicate(const results::Job&)>;
  using Keep = std::function<void(const results::Job&, sim::Replicate)>;
  using Next = std::function<std::optional<results::Job>()>;
  using Identity = results::Identity;

  /// On rank 0 of several: tells the others that there is no more, and waits for them.
  virtual ~Ranks() = default;
  Ranks() = default;
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  virtual bool leads() const = 0;
  /// On rank 0: does the jobs here and on the other ranks, handing them out in their order. After a signal none starts.
  /// What a rank that leaves has not done, others do.
  /// \param experiment  of which the jobs are. \param count  of jobs
  /// \param next  hands them out; called by one thread at a time
  /// \param threads  of this rank
  /// \param keep  called by one thread at a time, in any order of jobs
  /// \return whether all were done
  /// \throws std::runtime_error if another rank has read another experiment, or none; whatever `simulate` and `keep`
  ///         throw, after keeping what the ranks had begun
  virtual bool lead(const Identity& experiment, std::size_t count, const Next& next, unsigned threads,
                    const Simulate& simulate, const Keep& keep) = 0;
  /// On the other ranks: works until rank 0 says that there is no more. If `simulate` throws, all ranks die.
  virtual void follow(const Identity& experiment, unsigned threads, const Simulate& simulate) = 0;
};

/// A job as one number, for `sim::run_jobs`.
inline std::size_t number_of(const results::Job& job) { return std::size_t{job.point} << 32 | job.replication; }
inline results::Job job_of(std::size_t number) {
  return {static_cast<std::uint32_t>(number >> 32), static_cast<std::uint32_t>(number)};
}

/// This process alone; or, if a launcher started it, all of them: MPI is loaded only then.
/// \throws std::runtime_error if there is a launcher, and this program was built without MPI or cannot load it
std::unique_ptr<Ranks> open_ranks();

}  // namespace tools
