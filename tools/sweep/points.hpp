#pragma once

#include "models/scenario/parameters.hpp"
#include "sim/matrix.hpp"
#include "tools/experiment.hpp"
#include "tools/sweep/config.hpp"
#include "tools/sweep/design_points.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tools::sweeps {

/// A sweep read: its scenario at the base, and its points.
class Sweep {
 public:
  /// \throws scenario::InputError with every mistake found; whether every point can be simulated is not looked at
  /// \param replications  instead of the file's, of each point
  /// \param prices_file   a table of prices for the scenario; empty: none
  Sweep(const std::string& path, std::optional<std::uint32_t> replications, const std::string& prices_file = {});
  /// A sweep as its shard's folder has it: enough to publish it, not to open its points.
  /// \throws scenario::InputError
  static Sweep of_shard(const std::string& folder, std::uint32_t replications);

  const Config& config() const { return config_; }
  Kind kind() const { return static_cast<Kind>(config_.design.kind); }
  const Points& points() const { return points_; }
  /// The scenario with the settings for every point.
  const Experiment& base() const { return *base_; }
  std::uint32_t replications() const;
  /// Whether points are drawn from what the scenario says of its numbers, so that they differ by doubt about them.
  bool draws_parameters() const;
  /// "parameters drawn" or "chance only", for the manifest.
  std::string run() const { return draws_parameters() ? "parameters drawn" : "chance only"; }
  /// Of a sweep of kind uncertainty: takes some points from another drawing of all.
  /// \param attempt  which: 1, 2, ... \return false of any other kind, whose points stay as they are
  bool draw_again(std::span<const std::uint32_t> points, std::uint32_t attempt);
  /// The scenario at a point. \throws scenario::InputError at the places of this sweep's file
  std::unique_ptr<Experiment> open(std::size_t point) const;

 private:
  Sweep() = default;
  std::vector<std::string> settings(std::size_t point) const;
  void make_points(const std::string& path);
  void draw(std::span<const std::uint32_t> points, std::uint32_t number);
  void make_numbers();
  void make_trajectories();

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
