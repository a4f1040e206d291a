#pragma once

#include "models/experiment.hpp"
#include "models/network/plan.hpp"
#include "models/network/world.hpp"
#include "sim/replications.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace network {

/// A number of a run, by its path: stations, desk, mean_wait. A last part that is a number names an array's element.
struct Output {
  std::vector<std::string> path;
  std::string unit, definition;
  std::string name() const;  ///< "stations.desk.mean_wait"
};

/// What one replication gave. Arrays are as long as the replication needed.
struct Outcome {
  std::vector<double> numbers;              ///< in the order of `numbers_of`
  std::vector<std::vector<double>> arrays;  ///< in the order of `arrays_of`
  std::uint64_t events = 0;
};

/// Every single number of a run of this network, and every array; a station's own, then by class.
std::vector<Output> numbers_of(const Plan& plan);
std::vector<Output> arrays_of(const Plan& plan);

/// The values of a world whose counting has ended.
Outcome outcome_of(const World& world, std::uint64_t events);

/// An outcome as one list of numbers, and back: the numbers, then of each array its length and its elements.
sim::Replicate packed(Outcome outcome);
/// \throws std::invalid_argument if it is not an outcome of this network
Outcome unpacked(const Plan& plan, const sim::Replicate& replicate);

/// All replications as one table: numbers, then arrays element by element, as long as the longest of them; an element
/// that a replication did not reach is 0, a chance that had no denominator is missing.
experiment::Results collect(const Plan& plan, const std::vector<std::uint32_t>& numbers,
                            const std::vector<Outcome>& outcomes);

}  // namespace network
