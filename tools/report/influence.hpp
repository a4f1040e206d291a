#pragma once

#include "tools/report/inputs.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace report {

/// How a system's net saving goes with one number of the scenario, over the replications of a run with numbers drawn.
struct Influence {
  std::string system, path;          ///< path: the first of those that share the number
  double rank, rank_low, rank_high;  ///< Spearman's rank correlation with its own 95 % interval
  double p;                          ///< of no correlation, made larger (Holm) for all numbers and systems looked at
  double at_low, at_high;            ///< mean net saving where the number is in the lowest and the highest fifth, £
  double low, high;                  ///< its means there, in the unit of the assumptions log
  bool stands_out() const;
};

struct Influences {
  std::size_t draws = 0, numbers = 0;  ///< replications used; numbers that vary
  std::vector<Influence> all;          ///< by system, then the strongest rank correlation first
};

/// From samples.csv and the values drawn (results.sqlite). Empty for a run by chance only, without either file, or with
/// fewer than 30 replications.
/// \throws results::StoreError if the store is damaged
Influences influences(const Inputs& inputs);

/// A path of the scenario as people read it: "systems.option_1.services.idva.capacity.fte" is "option 1: idva,
/// capacity, fte".
std::string path_in_words(const std::string& path);

}  // namespace report
