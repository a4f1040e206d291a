#include "tools/sweep/analyses.hpp"

#include "sim/sensitivity/evpi.hpp"
#include "sim/sensitivity/evppi.hpp"
#include "sim/sensitivity/holm.hpp"
#include "sim/sensitivity/level_means.hpp"
#include "sim/sensitivity/morris.hpp"
#include "sim/sensitivity/prim.hpp"
#include "sim/sensitivity/rank_correlation.hpp"
#include "sim/sensitivity/sobol_indices.hpp"
#include "sim/sensitivity/switching_value.hpp"
#include "sim/sensitivity/tornado.hpp"
#include "sim/sensitivity/variance_split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace tools::sweeps {

namespace {

using sim::Matrix;
constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_factors = 30;  ///< of a scenario with hundreds, those that matter most are reported

constexpr std::size_t most_levels = 100;  ///< of a factor of names; with more each is little but its points

constexpr std::size_t most_bytes = 1U << 20;  ///< of outcomes that are looked at together, or one column

class Analysis {
 public:
  Analysis(const Sweep& sweep, const Kept& kept, OutcomeFile& file)
      : sweep_(sweep), kept_(kept), file_(file), points_(sweep.points()) {}

  std::vector<Finding> all() {
    const Kind kind = sweep_.kind();
    const bool spread_out = kind == Kind::latin_hypercube || kind == Kind::sobol || kind == Kind::uncertainty;
    const std::size_t columns = file_.columns().size();
    const std::size_t together = std::max<std::size_t>(1, most_bytes / (3 * sizeof(double) * points_.size()));
    for (std::size_t first = 0; first < columns; first += together) {
      std::vector<std::size_t> which(std::min(together, columns - first));
      std::iota(which.begin(), which.end(), first);
      look_at(which);
      if (kind == Kind::one_at_a_time) tornado();
      levels();
      if (points_.factors.size() == 1 && !points_.categorical[0]) switching_of_sweep();
      if (kind == Kind::morris) morris();
      if (kind == Kind::sobol_indices) sobol_indices();
      if (spread_out || kind == Kind::file || kind == Kind::grid) rank_correlations();
      if (spread_out && points_.factors.size() > 1 && points_.factors.size() + 2 < points_.size()) switching();
      if (spread_out) variance_split();
    }
    if (spread_out) information();
    for (const Discovery& wanted : sweep_.config().discover) discover(wanted);
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.place < b.place; });
    std::vector<Finding> findings;
    for (Found& f : found_) findings.push_back(std::move(f.finding));
    return findings;
  }

 private:
  /// Where a finding stands among all: as if all columns had been looked at together.
  using Place = std::array<std::size_t, 3>;
  struct Found {
    Place place;
    Finding finding;
  };
  enum Part : std::size_t { tornadoes, of_levels, of_one, elementary, indices, ranks, of_many, split, worth, boxes };

  void look_at(const std::vector<std::size_t>& which) {
    which_ = which;
    outcomes_ = file_.read(which);
  }
  void add(const Place& place, const std::string& analysis, std::size_t column, const std::string& factor,
           const std::string& statistic, double value, double ci_low = none, double ci_high = none) {
    const Column& c = outcomes_.columns[column];
    found_.push_back({place,
                      {.analysis = analysis,
                       .system = kept_.systems()[c.system],
                       .metric = kept_.metrics()[c.metric].name,
                       .factor = factor,
                       .statistic = statistic,
                       .difference = c.difference,
                       .value = value,
                       .ci_low = ci_low,
                       .ci_high = ci_high}});
  }
  void add(const Place& place, const std::string& analysis, std::size_t column, const std::string& factor,
           const std::string& statistic, const sim::sensitivity::Estimate& e) {
    add(place, analysis, column, factor, statistic, e.value, e.ci_low, e.ci_high);
  }
  const std::string& factor(std::size_t f) const { return points_.factors[f]; }
  Place by_factor(Part part, std::size_t f, std::size_t column) const { return {part, f, which_[column]}; }
  Place by_column(Part part, std::size_t column) const { return {part, which_[column], 0}; }

  /// What a factor is there: as a number, unless it is a name, and as people have it.
  void add_level(const Place& place, const std::string& analysis, std::size_t column, std::size_t f,
                 const std::string& statistic, double x) {
    add(place, analysis, column, factor(f), statistic, points_.categorical[f] ? none : x);
    found_.back().finding.level = points_.text(f, x);
  }
  void tornado() {
    for (const auto& s : sim::sensitivity::tornado(points_.x, outcomes_.mean, 0)) {
      if (std::isnan(s.swing)) continue;
      const Place place = by_factor(tornadoes, s.factor, s.metric);
      const auto say = [&](const std::string& statistic, double value) {
        add(place, "tornado", s.metric, factor(s.factor), statistic, value);
      };
      say("base", s.base);
      say("lowest", s.lowest);
      add_level(place, "tornado", s.metric, s.factor, "level_at_lowest", s.level_at_lowest);
      say("highest", s.highest);
      add_level(place, "tornado", s.metric, s.factor, "level_at_highest", s.level_at_highest);
      say("swing", points_.categorical[s.factor] ? std::abs(s.swing) : s.swing);  // names do not rise
    }
  }
  /// Names have no order to go with: what there is to say of them is what each came to.
  void levels() {
    const auto base = sweep_.kind() == Kind::one_at_a_time ? std::optional<std::size_t>(0) : std::nullopt;
    std::vector<bool> told = points_.categorical;
    for (std::size_t f = 0; f < told.size(); ++f) told[f] = told[f] && points_.names[f].size() <= most_levels;
    for (const auto& l : sim::sensitivity::level_means(points_.x, outcomes_.mean, told, base))
      for (const auto& [statistic, value] : {std::pair("mean", l.mean), std::pair("points", double(l.points))}) {
        add(by_factor(of_levels, l.factor, l.metric), "levels", l.metric, factor(l.factor), statistic, value);
        found_.back().finding.level = points_.text(l.factor, l.level);
      }
  }
  /// A switching value is asked of differences: where an option stops paying.
  void switching_of_sweep() {
    const auto values = sim::sensitivity::switching_values_of_sweep(points_.x.values, outcomes_.mean);
    for (std::size_t c = 0; c < values.size(); ++c)
      if (outcomes_.columns[c].difference && values[c])
        add_level(by_column(of_one, c), "switching_value", c, 0, "value", *values[c]);
  }
  void switching() {
    for (const auto& s : sim::sensitivity::switching_values(points_.x, outcomes_.mean)) {
      if (!outcomes_.columns[s.metric].difference || std::isnan(s.slope)) continue;
      if (s.value)
        add_level(by_factor(of_many, s.factor, s.metric), "switching_value", s.metric, s.factor, "value", *s.value);
    }
  }
  void morris() {
    const sim::sensitivity::MorrisDesign design{points_.factors.size(), points_.changed, points_.step};
    for (const auto& e : sim::sensitivity::morris(design, outcomes_.mean)) {
      add(by_factor(elementary, e.factor, e.metric), "morris", e.metric, factor(e.factor), "mu", e.mu);
      add(by_factor(elementary, e.factor, e.metric), "morris", e.metric, factor(e.factor), "mu_star", e.mu_star);
      add(by_factor(elementary, e.factor, e.metric), "morris", e.metric, factor(e.factor), "sigma", e.sigma);
    }
  }
  void sobol_indices() {
    for (const auto& s : sim::sensitivity::sobol_indices(outcomes_.mean, points_.factors.size())) {
      if (std::isnan(s.total.value)) continue;
      add(by_factor(indices, s.factor, s.metric), "sobol", s.metric, factor(s.factor), "first", s.first);
      add(by_factor(indices, s.factor, s.metric), "sobol", s.metric, factor(s.factor), "total", s.total);
    }
  }
  /// Of the amounts by factor, then metric; names have no ranks. With as many amounts as points there are no partial
  /// ones, and each stands by itself.
  std::vector<sim::sensitivity::RankCorrelation> correlations() const {
    std::vector<std::size_t> amounts;
    for (std::size_t f = 0; f < points_.factors.size(); ++f)
      if (!points_.categorical[f]) amounts.push_back(f);
    const std::size_t n = points_.size();
    const bool together = amounts.size() + 3 < n;
    std::vector<sim::sensitivity::RankCorrelation> all;
    for (std::size_t first = 0; first < amounts.size(); first += together ? amounts.size() : 1) {
      const std::size_t k = together ? amounts.size() : 1;
      Matrix x(n, k);
      for (std::size_t p = 0; p < n; ++p)
        for (std::size_t i = 0; i < k; ++i) x.at(p, i) = points_.x.at(p, amounts[first + i]);
      for (auto& r : sim::sensitivity::rank_correlations(x, outcomes_.mean)) {
        r.factor = amounts[first + r.factor];
        if (!together) r.partial.value = none;
        all.push_back(r);
      }
    }
    return all;
  }
  void rank_correlations() {
    const std::size_t columns = outcomes_.columns.size();
    const auto all = correlations();
    for (std::size_t c = 0; c < columns; ++c) {
      const auto of = [&](std::size_t amount) -> const auto& { return all[amount * columns + c]; };
      std::vector<std::size_t> order;
      std::vector<double> p_simple, p_partial;
      for (std::size_t i = 0; i * columns < all.size(); ++i) {
        if (!std::isnan(of(i).simple.value)) order.push_back(i);
        p_simple.push_back(of(i).simple.p_value);
        p_partial.push_back(std::isnan(of(i).partial.value) ? none : of(i).partial.p_value);
      }
      p_simple = sim::sensitivity::holm(p_simple);
      p_partial = sim::sensitivity::holm(p_partial);
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::abs(of(a).simple.value) > std::abs(of(b).simple.value);
      });
      if (order.size() > most_factors) order.resize(most_factors);
      const auto say = [&](std::size_t i, const std::string& name, const sim::sensitivity::Correlation& r, double p) {
        if (std::isnan(r.value)) return;
        const std::string& of_factor = factor(of(i).factor);
        add(by_column(ranks, c), "rank_correlation", c, of_factor, name, r.value, r.ci_low, r.ci_high);
        if (!std::isnan(p)) add(by_column(ranks, c), "rank_correlation", c, of_factor, name + "_p", p);
      };
      for (const std::size_t i : order) {
        say(i, "spearman", of(i).simple, p_simple[i]);
        say(i, "partial", of(i).partial, p_partial[i]);
      }
    }
  }
  void variance_split() {
    if (sweep_.replications() < 2) return;
    for (const auto& v : sim::sensitivity::variance_split(outcomes_.mean, outcomes_.variance, outcomes_.replications,
                                                          {}, outcomes_.shared)) {
      if (std::isnan(v.share_of_parameters.value)) continue;
      add(by_column(split, v.metric), "variance_split", v.metric, "", "parameters", v.parameters);
      add(by_column(split, v.metric), "variance_split", v.metric, "", "chance", v.chance);
      add(by_column(split, v.metric), "variance_split", v.metric, "", "share_of_parameters", v.share_of_parameters);
    }
  }
  /// What it would be worth to know more before choosing a system: net saving is the net benefit, in pounds.
  void information() {
    const auto saving = std::find_if(kept_.metrics().begin(), kept_.metrics().end(),
                                     [](const experiment::Metric& m) { return m.name == "net_saving"; });
    const std::size_t systems = kept_.systems().size(), metrics = kept_.metrics().size();
    if (saving == kept_.metrics().end() || systems < 2) return;
    const auto m = static_cast<std::size_t>(saving - kept_.metrics().begin());
    std::vector<std::size_t> of_systems;
    for (std::size_t s = 0; s < systems; ++s) of_systems.push_back(s * metrics + m);
    look_at(of_systems);
    Matrix benefit = outcomes_.mean, noise(points_.size(), systems - 1);
    bool has_noise = true;
    for (std::size_t p = 0; p < points_.size(); ++p)
      for (std::size_t s = 1; s < systems; ++s) {
        // Against the first system, which is the baseline as scenarios have it; net saving is paired already.
        const double own = std::max(0.0, outcomes_.variance.at(p, s) - outcomes_.shared[s]);
        const double of_mean = own / outcomes_.replications.at(p, s);
        noise.at(p, s - 1) = of_mean;
        has_noise = has_noise && std::isfinite(of_mean);
      }
    const auto perfect =
        has_noise && kept_.baseline() == 0 ? sim::sensitivity::evpi(benefit, noise) : sim::sensitivity::evpi(benefit);
    const auto say = [&](const std::string& of, const std::string& statistic, double value) {
      add({worth, 0, 0}, "information", 0, of, statistic, value);
    };
    say("", "evpi", perfect.value);
    say("", "evpi_standard_error", perfect.standard_error);

    // The factors that go with the last system's saving most.
    auto ranked = correlations();
    std::erase_if(ranked, [&](const auto& r) { return r.metric != systems - 1 || std::isnan(r.simple.value); });
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.simple.value) > std::abs(b.simple.value); });
    if (ranked.size() > most_factors) ranked.resize(most_factors);
    std::vector<std::vector<std::size_t>> groups;
    for (const auto& r : ranked) groups.push_back({r.factor});
    for (const auto& e : sim::sensitivity::evppi(points_.x, benefit, groups)) {
      if (std::isnan(e.information.value)) continue;
      say(factor(e.factors[0]), "evppi", e.information.value);
      say(factor(e.factors[0]), "evppi_standard_error", e.information.standard_error);
    }
  }
  /// A box without the restrictions that chance may have suggested, the weakest dropped first.
  sim::sensitivity::Box firm(sim::sensitivity::Box box, const std::vector<double>& yes) const {
    while (!box.restrictions.empty()) {
      const auto weakest = std::max_element(box.restrictions.begin(), box.restrictions.end(),
                                            [](const auto& a, const auto& b) { return a.quasi_p < b.quasi_p; });
      if (weakest->quasi_p <= weak_restriction) break;
      box.restrictions.erase(weakest);
      box = sim::sensitivity::prim_box(points_.x, yes, points_.categorical, box.restrictions);
    }
    return box;
  }
  void discover(const Discovery& wanted) {
    const std::vector<Column>& columns = file_.columns();
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& at) {
      const bool is_system = wanted.system ? at.difference && kept_.systems()[at.system] == wanted.system->name
                                           : !at.difference && at.system == kept_.baseline();
      return is_system && kept_.metrics()[at.metric].name == wanted.metric.name;
    });
    if (found == columns.end()) throw std::logic_error("a discovery of what the sweep does not keep");
    look_at({static_cast<std::size_t>(found - columns.begin())});
    std::vector<double> yes;
    for (const double y : outcomes_.mean.values)
      yes.push_back(std::isnan(y) ? none : (wanted.below ? y < *wanted.below : y > *wanted.above) ? 1 : 0);
    std::size_t number = 0;
    using Limits = std::tuple<std::size_t, double, double, std::vector<double>>;
    std::set<std::vector<Limits>> said;
    for (const auto& peeled : sim::sensitivity::prim_peel(points_.x, yes, points_.categorical)) {
      const auto box = firm(peeled, yes);
      std::vector<Limits> limits;
      for (const auto& r : box.restrictions) limits.emplace_back(r.factor, r.low, r.high, r.levels);
      if (!said.insert(limits).second) continue;
      const std::string name = fmt::format("prim_box_{}", number++);
      const std::size_t from = found_.size();
      const Place place{boxes, 0, 0};
      const auto say = [&](const std::string& of, const std::string& statistic, double value) {
        add(place, name, 0, of, statistic, value);
      };
      say("", "density", box.density);
      say("", "coverage", box.coverage);
      say("", "mass", box.mass);
      for (const auto& r : box.restrictions) {
        if (std::isfinite(r.low)) add_level(place, name, 0, r.factor, "low", r.low);
        if (std::isfinite(r.high)) add_level(place, name, 0, r.factor, "high", r.high);
        for (const double level : r.levels) add_level(place, name, 0, r.factor, "level", level);  // one of a set
        say(factor(r.factor), "quasi_p", r.quasi_p);
      }
      for (std::size_t i = from; i < found_.size(); ++i) found_[i].finding.label = wanted.name;
    }
  }

  const Sweep& sweep_;
  const Kept& kept_;
  OutcomeFile& file_;
  const Points& points_;
  std::vector<std::size_t> which_;  ///< columns that are looked at
  Outcomes outcomes_;               ///< in those
  std::vector<Found> found_;
};

}  // namespace

std::vector<Finding> analyse(const Sweep& sweep, const Kept& kept, OutcomeFile& outcomes) {
  return Analysis(sweep, kept, outcomes).all();
}

}  // namespace tools::sweeps
