#pragma once

#include "tools/experiment.hpp"
#include "tools/sweep/points.hpp"

#include <string>
#include <vector>

namespace tools::sweeps {

/// What a sweep keeps of a replication: the chosen metrics of every system over the whole horizon.
class Kept {
 public:
  /// \throws scenario::InputError naming a metric that there is not
  explicit Kept(const Sweep& sweep);

  const std::vector<experiment::Metric>& metrics() const { return metrics_; }
  const std::vector<std::string>& systems() const { return systems_; }
  std::size_t baseline() const { return baseline_; }
  const std::string& area() const { return area_; }
  std::size_t size() const { return positions_.size(); }
  /// Why a point's scenario cannot be held beside the others': it has other systems, years or metrics, or another
  /// baseline; "" if it can.
  std::string objection(const Experiment& experiment) const;
  /// \return shape (systems, metrics), last index fastest
  /// \throws std::logic_error if there is an objection
  sim::Replicate of(const Experiment& experiment, const sim::Replicate& whole) const;

 private:
  std::vector<experiment::Metric> metrics_;
  std::vector<std::string> systems_;
  std::size_t baseline_ = 0;
  std::string area_;
  std::string model_, base_name_;       ///< of the scenario
  std::size_t whole_size_ = 0;          ///< of what `position` counts in
  std::vector<std::size_t> positions_;  ///< in a replicate
};

}  // namespace tools::sweeps
