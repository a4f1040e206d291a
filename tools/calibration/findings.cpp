#include "tools/calibration/findings.hpp"

#include "sim/design/rank_correlation.hpp"
#include "sim/matrix.hpp"
#include "sim/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tools::calibration {

namespace {

constexpr double too_wide = 0.8;        // share of the bounds beyond which the targets do not tell a parameter
constexpr double together = 0.8;        // rank correlation beyond which two parameters are known jointly only
constexpr std::size_t few = 10;         // survivors that say nothing of correlation
constexpr double share_of_range = 0.9;  // of the ensemble
constexpr const char* no_influence = "changes no target";

std::vector<double> column(const std::vector<std::vector<double>>& rows, std::size_t i) {
  std::vector<double> out;
  for (const auto& row : rows) out.push_back(row[i]);
  return out;
}

}  // namespace

std::vector<ParameterFinding> findings_of(std::span<const FittedParameter> parameters, const Fit& found,
                                          const std::vector<std::size_t>& ends) {
  std::vector<ParameterFinding> out;
  const std::size_t n = parameters.size();
  const Trial& best = found.trials[found.best];
  for (std::size_t i = 0; i < n; ++i) {
    ParameterFinding f;
    f.parameter = parameters[i];
    f.fitted = best.values[i];
    f.identified = "yes";
    std::vector<double> at;
    for (const Trial& t : found.trials)
      if (!t.result.is_ruled_out()) at.push_back(t.result.at[i]);
    if (at.empty() || ends.empty()) {
      f.identified = "not judged";
      f.why = at.empty() ? "every set was ruled out" : "stopped before it could be";
    }
    if (!at.empty()) {
      const auto [least, most] = std::minmax_element(at.begin(), at.end());
      f.share = *most - *least;
    }
    if (found.ensemble.size() >= 2) {
      std::vector<double> values = column(found.ensemble, i);
      std::sort(values.begin(), values.end());
      f.range = {sim::quantile_of_sorted(values, (1 - share_of_range) / 2),
                 sim::quantile_of_sorted(values, (1 + share_of_range) / 2)};
    }
    if (f.identified == "yes" && at.size() < few) {
      f.identified = "not judged";
      f.why = fmt::format("only {} sets were not ruled out: give it more evaluations or a larger ensemble", at.size());
    } else if (f.identified == "yes") {
      const Trial &low = found.trials[ends[2 * i]], &high = found.trials[ends[2 * i + 1]];
      if (low.result.implausibility == best.result.implausibility &&
          high.result.implausibility == best.result.implausibility) {
        f.identified = "no";
        f.why = no_influence;
      } else if (f.share > too_wide) {
        f.identified = "no";
        f.why = fmt::format("sets not ruled out span {:.0f} % of its bounds", 100 * f.share);
      }
    }
    out.push_back(std::move(f));
  }
  if (found.ensemble.size() < few || ends.empty()) return out;
  sim::Matrix ensemble(found.ensemble.size(), n);
  for (std::size_t row = 0; row < ensemble.rows; ++row)
    for (std::size_t i = 0; i < n; ++i) ensemble.at(row, i) = found.ensemble[row][i];
  const sim::Matrix correlations = sim::design::rank_correlations(ensemble);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j || out[i].why == no_influence || out[j].why == no_influence) continue;
      const double r = correlations.at(i, j);
      if (!(std::abs(r) > together)) continue;  // not a number where one of them does not vary
      const bool is_first = out[i].identified != "jointly";
      out[i].identified = "jointly";
      out[i].why = fmt::format("{}only jointly with {} (rank correlation {:.2f})", is_first ? "" : out[i].why + "; ",
                               parameters[j].number.path, r);
    }
  }
  return out;
}

}  // namespace tools::calibration
