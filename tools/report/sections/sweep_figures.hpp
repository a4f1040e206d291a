#pragma once

#include "tools/report/attach.hpp"
#include "tools/report/document.hpp"

#include <string>
#include <vector>

namespace report::sections {

/// What a sweep found, each part by the analyses that its sensitivity.csv holds.
std::vector<Figure> sweep_figures(const Inputs& inputs, const AttachedSweep& sweep);

// Its parts; each empty where there is nothing.
/// One amount or name changed at a time: how far the first metric swings by each, a figure for each system.
std::vector<Figure> swings(const AttachedSweep& sweep);
/// Lists and grids: the first three metrics by what was changed.
std::vector<Figure> outcome_lines(const Inputs& inputs, const AttachedSweep& sweep);
/// Where one system overtakes another, or a difference reaches zero.
std::vector<Figure> switching_values(const AttachedSweep& sweep);
/// Which factors an outcome goes with: rank correlations, indices of variance, elementary effects.
std::vector<Figure> strengths(const AttachedSweep& sweep);
/// How much of the spread is of the numbers, what information is worth, and boxes of a discovery.
std::vector<Figure> further_findings(const AttachedSweep& sweep);

/// "sweep-NAME-what", for ids; and a sheet's name of at most 31 bytes.
std::string id_of(const AttachedSweep& sweep, const std::string& what);
std::string sheet_of(const AttachedSweep& sweep, const std::string& what);

/// A level as it was written, "2 weeks" or "£260000", as a number and what stands around it.
struct Level {
  double value;      ///< NaN for a name
  std::string unit;  ///< "weeks", "£" or ""
};
Level level_of(const std::string& written);

}  // namespace report::sections
