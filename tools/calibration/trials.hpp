#pragma once

#include "sim/calibration/history_match.hpp"
#include "sim/replications.hpp"
#include "sim/summary.hpp"
#include "tools/calibration/parameters.hpp"
#include "tools/calibration/targets.hpp"
#include "tools/results/replication_store.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tools::calibration {

/// One set of parameters that was simulated.
struct Trial {
  std::string stage;                   ///< "start", "search", "wave", "ends" or "idle"
  std::vector<double> values;          ///< by parameter, in the unit each is kept in
  std::vector<sim::Summary> measured;  ///< by row of Targets
  sim::calibration::Candidate result;  ///< the parameters in the unit cube, their implausibility by fitted target
  double objective = 0;
};

/// Simulates the baseline with given parameters, each set once. A replication is kept as it is finished, as those of
/// one design point are; one that is there already is not simulated again. The search that asks for trials depends on
/// nothing but what it is told, so it asks for the same ones again.
class Trials {
 public:
  /// \param threads  at least 1
  Trials(Open open, std::span<const FittedParameter> parameters, const Targets& targets, std::uint32_t replications,
         unsigned threads, results::ReplicationStore& store)
      : open_(std::move(open)), parameters_(parameters), targets_(targets), replications_(replications),
        threads_(threads), store_(store) {}

  /// \return the number of the trial at that point; nothing if a signal came before it was done
  /// \throws scenario::InputError if the parameters contradict each other there; results::FolderError;
  ///         results::StoreError if what is kept of that trial is of other parameters
  std::optional<std::size_t> at(const sim::calibration::Point& point, const std::string& stage);

  const std::vector<Trial>& done() const { return done_; }
  /// Number of the trial with the least objective among those that no target rules out, or among all if there are none
  /// of these; the first such.
  std::size_t best() const { return best_; }
  std::uint64_t events() const { return events_; }  ///< of all that are done

 private:
  std::vector<std::string> settings(const std::vector<double>& values) const;
  std::unique_ptr<Experiment> opened(const std::vector<double>& values) const;
  std::optional<std::vector<sim::Replicate>> replicates(const std::vector<double>& values);

  Open open_;
  std::span<const FittedParameter> parameters_;
  const Targets& targets_;
  std::uint32_t replications_;
  unsigned threads_;
  results::ReplicationStore& store_;
  std::map<std::vector<double>, std::size_t> numbers_;  // of trials, by values
  std::vector<Trial> done_;
  std::size_t best_ = 0;
  std::uint64_t events_ = 0;
};

}  // namespace tools::calibration
