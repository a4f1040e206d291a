#include "models/abuse/decision.hpp"

#include "models/economics/cost_effectiveness.hpp"
#include "models/economics/decision.hpp"
#include "sim/sensitivity/evppi.hpp"
#include "sim/sensitivity/holm.hpp"
#include "sim/sensitivity/rank_correlation.hpp"
#include "sim/summary.hpp"

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>

namespace abuse {

namespace {

using sim::Matrix;
using Figure = DecisionFigure;

constexpr std::size_t most_parameters = 10;  ///< of hundreds, whose worth is estimated
constexpr std::size_t least_draws = 30;      ///< for a regression
constexpr double stands_out = 0.05;          ///< Holm's p-value of a rank correlation

std::vector<double> column(const Matrix& m, std::size_t c) {
  std::vector<double> values;
  for (std::size_t r = 0; r < m.rows; ++r) values.push_back(m.at(r, c));
  return values;
}

class Decider {
 public:
  Decider(const Plan& plan, const experiment::Results& results, const DrawnValues& drawn)
      : plan_(plan), results_(results), drawn_(drawn), money_(money_draws(plan, results)) {}

  std::vector<Figure> all() {
    probabilities();
    choice("net_saving", money_.saving);
    choice("net_saving_discounted", money_.discounted);
    choice("public_value", money_.public_value);
    if (plan_.scenario.appraisal->decision)
      for (const auto& [name, place, effect] : plan_.scenario.appraisal->decision->effects) against(name, effect);
    parameters("net_saving", money_.saving);
    parameters("public_value", money_.public_value);
    return std::move(figures_);
  }

 private:
  std::size_t n() const { return results_.replications.size(); }
  Figure& add(Figure figure) {
    figure.n = n();
    figures_.push_back(std::move(figure));
    return figures_.back();
  }
  void share(Figure figure) {
    const double trials = static_cast<double>(n());
    if (trials > 0 && !std::isnan(figure.value)) {
      using Binomial = boost::math::binomial_distribution<double>;
      const double successes = std::clamp(figure.value * trials, 0.0, trials);
      figure.low = successes > 0 ? Binomial::find_lower_bound_on_p(trials, successes, 0.025) : 0;
      figure.high = successes < trials ? Binomial::find_upper_bound_on_p(trials, successes, 0.025) : 1;
    }
    figure.unit = "share of replications";
    add(std::move(figure));
  }
  void mean(Figure figure, const std::vector<double>& draws) {
    const sim::Summary summary = sim::summarise(draws);
    figure.value = summary.mean;
    figure.low = summary.ci_low;
    figure.high = summary.ci_high;
    add(std::move(figure));
  }
  void worth(Figure figure, const sim::sensitivity::InformationValue& information) {
    figure.value = information.value;
    figure.low = std::max(0.0, information.value - 2 * information.standard_error);
    figure.high = information.value + 2 * information.standard_error;
    figure.unit = "£";
    add(std::move(figure));
  }

  void probabilities() {
    const auto above = [](std::vector<double> draws) {  // more than nothing
      return economics::p_at_least(draws, std::nextafter(0.0, 1.0));
    };
    for (std::size_t s = 0; s < results_.systems.size(); ++s) {
      if (s == results_.baseline) continue;
      const std::string& name = results_.systems[s];
      const auto saves = [&](const char* of, const Matrix& draws) {
        share({.part = "probability", .system = name, .quantity = "saves", .of = of, .value = above(column(draws, s))});
      };
      saves("net_saving", money_.saving);
      saves("net_saving_discounted", money_.discounted);
      saves("cash_less_new_money", money_.cash);
      saves("public_value", money_.public_value);
      for (const config::PlanFigure& figure : plan_.scenario.appraisal->plan) reaches(s, figure);
    }
  }
  /// Only of what more of is better.
  void reaches(std::size_t s, const config::PlanFigure& figure) {
    if (!figure.money || !figure.metric || figure.baseline) return;
    const std::size_t metric = results_.find(figure.metric->name);
    if (metric != index(Measure::net_saving) && metric != index(Measure::net_saving_discounted) &&
        metric != plan_.appraisal.cashable_saving)
      return;
    const double years = figure.per_year ? static_cast<double>(results_.years.size()) : 1;
    const double wanted = static_cast<double>(*figure.money) / 100;
    std::vector<double> draws;
    for (std::size_t r = 0; r < n(); ++r) draws.push_back(results_.at(r, s, results_.years.size(), metric) / years);
    share({.part = "probability",
           .system = results_.systems[s],
           .quantity = figure.per_year ? "reaches the plan, a year" : "reaches the plan",
           .of = figure.metric->name,
           .at = wanted,
           .value = economics::p_at_least(draws, wanted)});
  }

  void choice(const std::string& of, const Matrix& benefit) {
    const economics::Choice chosen = economics::choose(benefit);
    for (std::size_t s = 0; s < results_.systems.size(); ++s) {
      const std::string& name = results_.systems[s];
      share({.part = "choice", .system = name, .quantity = "best", .of = of, .value = chosen.p_best[s]});
      mean({.part = "choice", .system = name, .quantity = "expected", .of = of, .unit = "£"}, column(benefit, s));
    }
    worth({.part = "information", .system = "", .quantity = "perfect", .of = of}, chosen.perfect_information);
  }

  void against(const std::string& name, const config::Decision::Effect& effect) {
    const Matrix gained = effect_draws(plan_, results_, effect, drawn_);
    Matrix cost = money_.discounted;
    for (double& pounds : cost.values) pounds = -pounds;
    const auto options = economics::cost_effectiveness(cost, gained, results_.baseline);
    for (std::size_t s = 0; s < options.size(); ++s) {
      if (s == results_.baseline) continue;
      const economics::CostEffectiveness& o = options[s];
      const std::string& system = results_.systems[s];
      mean({.part = "plane", .system = system, .quantity = "extra cost", .of = name, .unit = "£"}, o.cost);
      mean({.part = "plane", .system = system, .quantity = "extra effect", .of = name, .unit = effect.unit}, o.effect);
      add({.part = "plane",
           .system = system,
           .quantity = "cost of one more",
           .of = name,
           .unit = "£ a " + effect.unit,
           .value = o.ratio.value_or(Figure::none)});
      const economics::Quadrants& q = o.quadrants;
      for (const auto& [quantity, value] :
           {std::pair("cheaper and better", q.cheaper_and_better), std::pair("dearer and better", q.dearer_and_better),
            std::pair("cheaper and worse", q.cheaper_and_worse), std::pair("dearer and worse", q.dearer_and_worse),
            std::pair("the same", q.same)})
        share({.part = "plane", .system = system, .quantity = quantity, .of = name, .value = value});
    }
    std::vector<double> pounds;
    for (const double pence : effect.willingness_to_pay) pounds.push_back(pence / 100);
    for (const economics::Acceptability& at : economics::acceptability(cost, gained, pounds)) {
      for (std::size_t s = 0; s < results_.systems.size(); ++s) {
        const Figure figure{
            .part = "acceptability", .system = results_.systems[s], .of = name, .at = at.willingness_to_pay};
        Figure best = figure, expected = figure, frontier = figure;
        best.quantity = "best";
        best.value = at.p_best[s];
        share(best);
        expected.quantity = "expected";
        expected.unit = "£";
        expected.value = at.expected[s];
        add(expected);
        frontier.quantity = "best in the mean";
        frontier.unit = "1 if so";
        frontier.value = at.frontier == s ? 1 : 0;
        add(frontier);
      }
      add({.part = "acceptability",
           .system = "",
           .quantity = "perfect information",
           .of = name,
           .at = at.willingness_to_pay,
           .unit = "£",
           .value = at.perfect_information});
    }
  }

  /// What learning one parameter would be worth, of those that go with any system's benefit most.
  void parameters(const std::string& of, const Matrix& benefit) {
    if (drawn_.empty() || n() < least_draws) return;
    std::vector<std::string> paths;
    for (const auto& [path, values] : drawn_) paths.push_back(path);
    Matrix x(n(), paths.size());
    for (std::size_t p = 0; p < paths.size(); ++p)
      for (std::size_t r = 0; r < n(); ++r) x.at(r, p) = drawn_.at(paths[p])[r];
    // Of hundreds some go with anything by chance: only those that stand out when all are looked at together.
    const std::size_t systems = benefit.columns;
    std::vector<double> p_values;
    for (std::size_t p = 0; p < paths.size(); ++p) {  // one by one: partial ones are not asked for
      Matrix one(n(), 1);
      for (std::size_t r = 0; r < n(); ++r) one.at(r, 0) = x.at(r, p);
      for (const auto& c : sim::sensitivity::rank_correlations(one, benefit)) p_values.push_back(c.simple.p_value);
    }
    p_values = sim::sensitivity::holm(p_values);
    std::vector<double> least(paths.size(), 1);
    std::vector<std::size_t> order;
    for (std::size_t p = 0; p < paths.size(); ++p) {
      for (std::size_t s = 0; s < systems; ++s) least[p] = std::fmin(least[p], p_values[p * systems + s]);
      if (least[p] < stands_out) order.push_back(p);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return least[a] < least[b]; });
    if (order.size() > most_parameters) order.resize(most_parameters);
    std::vector<std::vector<std::size_t>> groups;
    for (const std::size_t p : order) groups.push_back({p});
    if (groups.empty()) return;
    std::vector<std::pair<std::size_t, sim::sensitivity::InformationValue>> found;
    for (const auto& e : sim::sensitivity::evppi(x, benefit, groups))
      if (!std::isnan(e.information.value)) found.emplace_back(e.factors[0], e.information);
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.second.value > b.second.value; });
    for (const auto& [p, information] : found)
      worth({.part = "information", .system = "", .quantity = paths[p], .of = of}, information);
  }

  const Plan& plan_;
  const experiment::Results& results_;
  const DrawnValues& drawn_;
  MoneyDraws money_;
  std::vector<Figure> figures_;
};

}  // namespace

std::vector<DecisionFigure> decide(const Plan& plan, const experiment::Results& results, const DrawnValues& drawn) {
  if (!plan.scenario.appraisal || results.systems.size() < 2 || results.replications.empty()) return {};
  return Decider(plan, results, drawn).all();
}

}  // namespace abuse
