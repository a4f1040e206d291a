#include "tools/sweep/analyses.hpp"

#include "sim/sensitivity/evpi.hpp"
#include "sim/sensitivity/evppi.hpp"
#include "sim/sensitivity/morris.hpp"
#include "sim/sensitivity/prim.hpp"
#include "sim/sensitivity/rank_correlation.hpp"
#include "sim/sensitivity/sobol_indices.hpp"
#include "sim/sensitivity/switching_value.hpp"
#include "sim/sensitivity/tornado.hpp"
#include "sim/sensitivity/variance_split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace tools::sweeps {

namespace {

using sim::Matrix;
constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_factors = 30;  ///< of a scenario with hundreds, those that matter most are reported

class Analysis {
 public:
  Analysis(const Sweep& sweep, const Kept& kept, const Outcomes& outcomes)
      : sweep_(sweep), kept_(kept), outcomes_(outcomes), points_(sweep.points()) {}

  std::vector<Finding> all() {
    const Kind kind = sweep_.kind();
    const bool spread_out = kind == Kind::latin_hypercube || kind == Kind::sobol || kind == Kind::uncertainty;
    if (kind == Kind::one_at_a_time) tornado();
    if (points_.factors.size() == 1 && !points_.categorical[0]) switching_of_sweep();
    if (kind == Kind::morris) morris();
    if (kind == Kind::sobol_indices) sobol_indices();
    if (spread_out || kind == Kind::file || kind == Kind::grid) rank_correlations();
    if (spread_out && points_.factors.size() > 1 && points_.factors.size() + 2 < points_.size()) switching();
    if (spread_out) variance_split();
    if (spread_out) information();
    for (const Discovery& wanted : sweep_.config().discover) discover(wanted);
    return std::move(findings_);
  }

 private:
  void add(const std::string& analysis, std::size_t column, const std::string& factor, const std::string& statistic,
           double value, double ci_low = none, double ci_high = none) {
    const Outcomes::Column& c = outcomes_.columns[column];
    findings_.push_back({.analysis = analysis,
                         .system = kept_.systems()[c.system],
                         .metric = kept_.metrics()[c.metric].name,
                         .factor = factor,
                         .statistic = statistic,
                         .difference = c.difference,
                         .value = value,
                         .ci_low = ci_low,
                         .ci_high = ci_high});
  }
  void add(const std::string& analysis, std::size_t column, const std::string& factor, const std::string& statistic,
           const sim::sensitivity::Estimate& e) {
    add(analysis, column, factor, statistic, e.value, e.ci_low, e.ci_high);
  }
  const std::string& factor(std::size_t f) const { return points_.factors[f]; }

  void tornado() {
    for (const auto& s : sim::sensitivity::tornado(points_.x, outcomes_.mean, 0)) {
      if (std::isnan(s.swing)) continue;
      add("tornado", s.metric, factor(s.factor), "base", s.base);
      add("tornado", s.metric, factor(s.factor), "lowest", s.lowest);
      add("tornado", s.metric, factor(s.factor), "level_at_lowest", s.level_at_lowest);
      add("tornado", s.metric, factor(s.factor), "highest", s.highest);
      add("tornado", s.metric, factor(s.factor), "level_at_highest", s.level_at_highest);
      add("tornado", s.metric, factor(s.factor), "swing", s.swing);
    }
  }
  /// A switching value is asked of differences: where an option stops paying.
  void switching_of_sweep() {
    const auto values = sim::sensitivity::switching_values_of_sweep(points_.x.values, outcomes_.mean);
    for (std::size_t c = 0; c < values.size(); ++c)
      if (outcomes_.columns[c].difference && values[c]) add("switching_value", c, factor(0), "value", *values[c]);
  }
  void switching() {
    for (const auto& s : sim::sensitivity::switching_values(points_.x, outcomes_.mean)) {
      if (!outcomes_.columns[s.metric].difference || std::isnan(s.slope)) continue;
      if (s.value) add("switching_value", s.metric, factor(s.factor), "value", *s.value);
    }
  }
  void morris() {
    const sim::sensitivity::MorrisDesign design{points_.factors.size(), points_.changed, points_.step};
    for (const auto& e : sim::sensitivity::morris(design, outcomes_.mean)) {
      add("morris", e.metric, factor(e.factor), "mu", e.mu);
      add("morris", e.metric, factor(e.factor), "mu_star", e.mu_star);
      add("morris", e.metric, factor(e.factor), "sigma", e.sigma);
    }
  }
  void sobol_indices() {
    for (const auto& s : sim::sensitivity::sobol_indices(outcomes_.mean, points_.factors.size())) {
      if (std::isnan(s.total.value)) continue;
      add("sobol", s.metric, factor(s.factor), "first", s.first);
      add("sobol", s.metric, factor(s.factor), "total", s.total);
    }
  }
  /// By factor, then metric. With as many factors as points there are no partial ones, and each stands by itself.
  std::vector<sim::sensitivity::RankCorrelation> correlations() const {
    const std::size_t k = points_.factors.size(), n = points_.size();
    if (k + 3 < n) return sim::sensitivity::rank_correlations(points_.x, outcomes_.mean);
    std::vector<sim::sensitivity::RankCorrelation> all;
    for (std::size_t f = 0; f < k; ++f) {
      Matrix alone(n, 1);
      for (std::size_t p = 0; p < n; ++p) alone.at(p, 0) = points_.x.at(p, f);
      for (auto& r : sim::sensitivity::rank_correlations(alone, outcomes_.mean)) {
        r.factor = f;
        r.partial.value = none;
        all.push_back(r);
      }
    }
    return all;
  }
  void rank_correlations() {
    const std::size_t k = points_.factors.size(), columns = outcomes_.columns.size();
    const auto all = correlations();
    for (std::size_t c = 0; c < columns; ++c) {
      std::vector<std::size_t> order;
      for (std::size_t f = 0; f < k; ++f)
        if (!std::isnan(all[f * columns + c].simple.value)) order.push_back(f);
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::abs(all[a * columns + c].simple.value) > std::abs(all[b * columns + c].simple.value);
      });
      if (order.size() > most_factors) order.resize(most_factors);
      for (const std::size_t f : order) {
        const auto& r = all[f * columns + c];
        add("rank_correlation", c, factor(f), "spearman", r.simple.value, r.simple.ci_low, r.simple.ci_high);
        if (!std::isnan(r.partial.value))
          add("rank_correlation", c, factor(f), "partial", r.partial.value, r.partial.ci_low, r.partial.ci_high);
      }
    }
  }
  void variance_split() {
    if (sweep_.replications() < 2) return;
    for (const auto& v : sim::sensitivity::variance_split(outcomes_.mean, outcomes_.variance, outcomes_.replications)) {
      if (std::isnan(v.share_of_parameters.value)) continue;
      add("variance_split", v.metric, "", "parameters", v.parameters);
      add("variance_split", v.metric, "", "chance", v.chance);
      add("variance_split", v.metric, "", "share_of_parameters", v.share_of_parameters);
    }
  }
  /// What it would be worth to know more before choosing a system: net saving is the net benefit, in pounds.
  void information() {
    const auto saving = std::find_if(kept_.metrics().begin(), kept_.metrics().end(),
                                     [](const experiment::Metric& m) { return m.name == "net_saving"; });
    const std::size_t systems = kept_.systems().size(), metrics = kept_.metrics().size();
    if (saving == kept_.metrics().end() || systems < 2) return;
    const auto m = static_cast<std::size_t>(saving - kept_.metrics().begin());
    Matrix benefit(points_.size(), systems), noise(points_.size(), systems - 1);
    bool has_noise = true;
    for (std::size_t p = 0; p < points_.size(); ++p)
      for (std::size_t s = 0; s < systems; ++s) {
        const std::size_t c = s * metrics + m;
        benefit.at(p, s) = outcomes_.mean.at(p, c);
        if (s == 0) continue;
        // Against the first system, which is the baseline as scenarios have it; net saving is paired already.
        const double of_mean = outcomes_.variance.at(p, c) / outcomes_.replications.at(p, c);
        noise.at(p, s - 1) = of_mean;
        has_noise = has_noise && std::isfinite(of_mean);
      }
    const auto perfect =
        has_noise && kept_.baseline() == 0 ? sim::sensitivity::evpi(benefit, noise) : sim::sensitivity::evpi(benefit);
    add("information", m, "", "evpi", perfect.value);
    add("information", m, "", "evpi_standard_error", perfect.standard_error);

    // The factors that go with the last system's saving most.
    auto ranks = correlations();
    const std::size_t last = (systems - 1) * metrics + m;
    std::erase_if(ranks, [&](const auto& r) { return r.metric != last || std::isnan(r.simple.value); });
    std::stable_sort(ranks.begin(), ranks.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.simple.value) > std::abs(b.simple.value); });
    if (ranks.size() > most_factors) ranks.resize(most_factors);
    std::vector<std::vector<std::size_t>> groups;
    for (const auto& r : ranks) groups.push_back({r.factor});
    for (const auto& e : sim::sensitivity::evppi(points_.x, benefit, groups)) {
      if (std::isnan(e.information.value)) continue;
      add("information", m, factor(e.factors[0]), "evppi", e.information.value);
      add("information", m, factor(e.factors[0]), "evppi_standard_error", e.information.standard_error);
    }
  }
  void discover(const Discovery& wanted) {
    std::size_t column = outcomes_.columns.size();
    for (std::size_t c = 0; c < outcomes_.columns.size(); ++c) {
      const Outcomes::Column& at = outcomes_.columns[c];
      const std::string& system = kept_.systems()[at.system];
      const bool is_it = wanted.system ? at.difference && system == wanted.system->name
                                       : !at.difference && at.system == kept_.baseline();
      if (is_it && kept_.metrics()[at.metric].name == wanted.metric.name) column = c;
    }
    if (column == outcomes_.columns.size()) throw std::logic_error("a discovery of what the sweep does not keep");
    std::vector<double> yes;
    for (std::size_t p = 0; p < points_.size(); ++p) {
      const double y = outcomes_.mean.at(p, column);
      yes.push_back(std::isnan(y) ? none : (wanted.below ? y < *wanted.below : y > *wanted.above) ? 1 : 0);
    }
    const auto boxes = sim::sensitivity::prim_peel(points_.x, yes, points_.categorical);
    for (std::size_t b = 0; b < boxes.size(); ++b) {
      const std::string name = fmt::format("prim_box_{}", b);
      add(name, column, "", "density", boxes[b].density);
      add(name, column, "", "coverage", boxes[b].coverage);
      add(name, column, "", "mass", boxes[b].mass);
      for (const auto& r : boxes[b].restrictions) {
        if (std::isfinite(r.low)) add(name, column, factor(r.factor), "low", r.low);
        if (std::isfinite(r.high)) add(name, column, factor(r.factor), "high", r.high);
        for (const double level : r.levels) add(name, column, factor(r.factor), "level", level);
        add(name, column, factor(r.factor), "quasi_p", r.quasi_p);
      }
    }
  }

  const Sweep& sweep_;
  const Kept& kept_;
  const Outcomes& outcomes_;
  const Points& points_;
  std::vector<Finding> findings_;
};

}  // namespace

Outcomes make_outcomes(const Kept& kept, std::size_t points) {
  Outcomes outcomes;
  for (const bool difference : {false, true})
    for (std::size_t s = 0; s < kept.systems().size(); ++s)
      for (std::size_t m = 0; m < kept.metrics().size(); ++m)
        if (!difference || s != kept.baseline()) outcomes.columns.push_back({s, m, difference});
  outcomes.mean = outcomes.variance = outcomes.replications = Matrix(points, outcomes.columns.size());
  return outcomes;
}

std::vector<Finding> analyse(const Sweep& sweep, const Kept& kept, const Outcomes& outcomes) {
  return Analysis(sweep, kept, outcomes).all();
}

}  // namespace tools::sweeps
