#pragma once

#include "models/scenario/parameters.hpp"
#include "tools/experiment.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace tools {

/// Replications of a scenario whose uncertain numbers are drawn anew for each, the same for all of its systems.
class Drawing {
 public:
  explicit Drawing(const Experiment& base) : base_(base), parameters_(base.assumptions) {}

  const scenario::Parameters& parameters() const { return parameters_; }
  /// \return what that replication is simulated with, in the units as kept; shape (parameters)
  std::vector<double> values(std::uint32_t replication) const;
  /// With its weekly series.
  sim::Replicate simulate(std::uint32_t replication) const;
  /// As Experiment's.
  void write_event_log(std::uint32_t replication, const std::filesystem::path& file) const;

 private:
  struct Drawn {
    std::vector<double> values;
    std::unique_ptr<Experiment> experiment;
  };
  /// Numbers drawn one by one may contradict each other; those of such a draw are drawn again.
  /// \throws std::runtime_error after many draws in vain
  Drawn open(std::uint32_t replication) const;

  const Experiment& base_;
  scenario::Parameters parameters_;
};

}  // namespace tools
