#pragma once

#include "tools/quality/facts.hpp"

#include <string>
#include <vector>

namespace quality {

/// Checks of a folder's own numbers in the manner of TECHVER (Büyükkaramikli et al. 2019): each a sentence that could
/// be false, with the largest deviation found. They look at the files, not at the program: a number changed in a file
/// is found if it stands in more than one place or must add up.
std::vector<Check> verify(const Facts& facts);

/// verification.csv: domain, check, result, compared, largest_deviation, allowed, where, note.
std::string verification_csv(const std::vector<Check>& checks);

/// The parts of `verify`, by what they look at.
void verify_measures(const Facts& facts, std::vector<Check>& checks);  ///< summary.csv and differences.csv
void verify_money(const Facts& facts, std::vector<Check>& checks);     ///< costs, and what the appraisal says of them
void verify_inputs(const Facts& facts, std::vector<Check>& checks);    ///< the scenario's own numbers
void verify_network(const Facts& facts, std::vector<Check>& checks);   ///< what holds in every network of queues
void verify_statements(const Facts& facts,
                       std::vector<Check>& checks);  ///< probabilities, weekly series, the run itself

/// A line of summary.csv or differences.csv.
struct Line {
  std::string system = {}, year = {}, group = {}, metric = {}, unit = {};
  report::Measured of{};
  std::string where() const;
};
std::vector<Line> lines_of(const report::Records& records);

/// Deviation that rounding may leave in sums of numbers written with all their digits.
inline constexpr double rounding = 1e-9;

}  // namespace quality
