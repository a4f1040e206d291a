#pragma once

#include "tools/quality/facts.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace quality {

/// A number of the assumptions log, and how much it matters where that is known.
struct Logged {
  const scenario::Assumption* assumption = nullptr;
  std::size_t rank = 0;  ///< 1: knowing it is worth most; 0: not known
  double worth = 0;      ///< of knowing it, £, where it has a rank
};

/// The most influential first, then the weakest: by rank, grade, status and path.
std::vector<Logged> log_of(const Facts& facts);

/// Whether it is an estimate that goes into the simulation: no setting, and nothing that results are held against.
bool is_estimate(const scenario::Assumption& assumption);

/// A source with what rests on it.
struct Source {
  std::string source;
  std::size_t numbers = 0;
  std::set<std::string> used_for, statuses, grades, price_years, sample_sizes, systems;
};

/// Those that most numbers rest on first.
std::vector<Source> sources_of(const Facts& facts);

/// How many different numbers calibration may change; one that stands in several places counts once.
std::size_t fitted_numbers(const Facts& facts);

/// assumptions_log.csv: a row for each number, in words for who has not seen the scenario, money in pounds. What nobody
/// has said is empty, but for its status.
std::string assumptions_log_csv(const Facts& facts);
/// data_log.csv: a row for each source.
std::string data_log_csv(const Facts& facts);

}  // namespace quality
