#pragma once

#include "models/scenario/document.hpp"
#include "models/scenario/evidence.hpp"
#include "sim/distribution.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace scenario {

/// How numbers are drawn together, in words; to be changed with Parameters.
inline constexpr std::string_view about_drawn_parameters =
    "Each number is drawn once for a replication, from the seed and the replication's number, and used by all systems; "
    "one that stands in several places is drawn once for all of them. Numbers are drawn independently of one another, "
    "but shares of one whole are brought to sum to one again.";

/// An uncertain number of a scenario. Written once, it may stand in several systems: it is drawn once for all of them.
struct Parameter {
  std::vector<std::string> paths;     ///< in the resolved scenario; the first names it
  std::vector<std::string> parts_of;  ///< of each, the path of the shares that sum to one with it, or ""
  Assumption assumption;              ///< of the first
  sim::Distribution distribution;
};

/// Every number that has a range and is not what the scenario is compared with. In the order of the assumptions log.
class Parameters {
 public:
  explicit Parameters(std::span<const Assumption> assumptions);

  const std::vector<Parameter>& all() const { return all_; }
  /// \param u  in [0, 1]; shape (parameters)
  /// \return in the units as kept; shape (parameters)
  std::vector<double> at(std::span<const double> u) const;
  /// Numbers of a replication's own, the same for whoever asks. \param attempt  0, 1, ...: others
  std::vector<double> drawn(std::uint32_t seed, std::uint32_t replication, std::uint32_t attempt) const;
  /// What `put` makes of each at its first path: shares of one whole are brought to sum to one again.
  /// \param values  shape (parameters)
  std::vector<double> as_put(std::span<const double> values) const;
  /// The resolved scenario with those values; shares of one whole are brought to sum to one again.
  /// \param values  shape (parameters)
  Node put(Node resolved, std::span<const double> values) const;

 private:
  /// Shares that sum to one.
  struct Whole {
    std::vector<std::size_t> parts;  ///< parameters
    double sum = 0;                  ///< of their values as written, which they keep
  };
  /// What a value is multiplied by where it is part of a whole. \return by the whole's path
  std::map<std::string, double> scales(std::span<const double> values) const;
  std::vector<Parameter> all_;
  std::map<std::string, Whole> wholes_;  ///< by path
};

}  // namespace scenario
