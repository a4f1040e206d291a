#pragma once

#include "models/scenario/parameters.hpp"
#include "sim/design/morris.hpp"
#include "sim/matrix.hpp"
#include "tools/experiment.hpp"
#include "tools/sweep/config.hpp"
#include "tools/sweep/texts.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tools::sweeps {

/// The design points of a sweep: what each factor is at each of them.
struct Points {
  std::vector<std::string> factors;
  Texts written;                  ///< as a scenario would have it; shape (points, factors)
  sim::Matrix x;                  ///< the same as numbers, of names their order of appearance; shape (points, factors)
  std::vector<bool> categorical;  ///< by factor: names rather than amounts
  std::vector<std::size_t> changed;  ///< of morris: the factor each step changes; shape (trajectories, factors)
  std::vector<double> step;          ///< of morris: by how much, in the unit cube
  std::size_t size() const { return written.rows(); }
};

/// A sweep read: its scenario at the base, and its points.
class Sweep {
 public:
  /// \throws scenario::InputError with every mistake found, those of single factors' extremes included
  /// \param replications  instead of the file's, of each point
  Sweep(const std::string& path, std::optional<std::uint32_t> replications);
  /// A sweep as its shard's folder has it: enough to publish it, not to open its points.
  /// \throws scenario::InputError
  static Sweep of_shard(const std::string& folder, std::uint32_t replications);

  const Config& config() const { return config_; }
  Kind kind() const { return static_cast<Kind>(config_.design.kind); }
  const Points& points() const { return points_; }
  /// The scenario with the settings for every point.
  const Experiment& base() const { return *base_; }
  std::uint32_t replications() const;
  /// The scenario at a point. \throws scenario::InputError that names the point
  std::unique_ptr<Experiment> open(std::size_t point) const;

 private:
  Sweep() = default;
  void make_trajectories();
  std::vector<std::string> settings(std::size_t point) const;
  void make_points(const std::string& path);
  void check_extremes() const;

  Config config_;
  scenario::Node root_;  ///< of the scenario, with what it includes
  ScenarioOptions options_;
  std::vector<std::string> sets_;  ///< for every point
  std::unique_ptr<Experiment> base_;
  std::optional<scenario::Parameters> parameters_;
  sim::Matrix parameter_values_;  ///< of uncertainty; shape (points, parameters)
  Points points_;
};

}  // namespace tools::sweeps
