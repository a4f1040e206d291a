#include "tools/calibration/targets.hpp"

#include "models/scenario/diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tools::calibration {

namespace {

constexpr const char* fitted_kind = "fit";

/// Writes the tolerance into a row that gives none or half of one.
/// \param tolerance  where it gives none, as a part of its value
void complete(results::ValidationRow& row, double tolerance) {
  const double usual = std::isfinite(row.low)    ? row.target - row.low
                       : std::isfinite(row.high) ? row.high - row.target
                                                 : tolerance * std::abs(row.target);
  if (!std::isfinite(row.low)) row.low = row.target - usual;
  if (!std::isfinite(row.high)) row.high = row.target + usual;
}

/// Each side has the tolerance that the row gives it, but at least a quarter of both together: a target at the end of
/// its range may be passed a little.
sim::calibration::Target target_of(const results::ValidationRow& row) {
  const double least = (row.high - row.low) / 4;
  return {row.target, std::max(row.target - row.low, least), std::max(row.high - row.target, least)};
}

sim::calibration::Simulated simulated_in(const sim::Summary& s) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  if (s.n < 2) return {none, none};
  return {s.mean, (s.ci_high - s.mean) / (sim::t_half_width(1, s.n) * std::sqrt(static_cast<double>(s.n)))};
}

}  // namespace

Targets::Targets(const Experiment& baseline) : rows_(baseline.targets()) {
  const bool is_network = baseline.model == "network";
  scenario::Diagnostics mistakes;
  for (results::ValidationRow& row : rows_) {
    if (is_network) row.kind = fitted_kind;
    if (row.kind != fitted_kind) continue;
    complete(row, is_network ? 0.05 : 0.10);
    if (row.target < row.low || row.target > row.high)
      mistakes.error({}, row.quantity, "the target lies outside its own low to high");
    else if (!(row.low < row.high))
      mistakes.error({}, row.quantity, "a target without tolerance cannot be fitted: give it low and high");
    fitted_.push_back(target_of(row));
  }
  if (fitted_.empty())
    mistakes.error({}, "",
                   is_network ? "nothing to fit to: the scenario expects nothing (expect)"
                              : "nothing to fit to: no target of kind fit (targets)");
  mistakes.throw_if_errors();
}

std::vector<sim::calibration::Simulated> Targets::simulated(const std::vector<sim::Summary>& measured) const {
  std::vector<sim::calibration::Simulated> out;
  for (std::size_t i = 0; i < rows_.size(); ++i)
    if (rows_[i].kind == fitted_kind) out.push_back(simulated_in(measured[i]));
  return out;
}

results::ValidationRow Targets::judged(std::size_t row, const sim::Summary& measured) const {
  results::ValidationRow out = rows_[row];
  out.simulated = measured;
  out.verdict = results::judge(out);
  return out;
}

}  // namespace tools::calibration
