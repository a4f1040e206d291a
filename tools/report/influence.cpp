#include "tools/report/influence.hpp"

#include "sim/matrix.hpp"
#include "sim/sensitivity/holm.hpp"
#include "sim/sensitivity/rank_correlation.hpp"
#include "tools/report/samples.hpp"
#include "tools/report/words.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace report {

namespace {

constexpr std::size_t least_draws = 30;  ///< as for the worth of single numbers
constexpr double level = 0.05;

/// Means over the points whose number is in its lowest or highest fifth.
struct Ends {
  double outcome, number;
};
Ends mean_of(const std::vector<std::size_t>& order, std::size_t from, std::size_t to, const std::vector<double>& x,
             const std::vector<double>& y) {
  Ends ends{0, 0};
  for (std::size_t i = from; i < to; ++i) {
    ends.outcome += y[order[i]];
    ends.number += x[order[i]];
  }
  const auto n = static_cast<double>(to - from);
  return {ends.outcome / n, ends.number / n};
}

}  // namespace

bool Influence::stands_out() const { return p < level; }

Influences influences(const Inputs& inputs) {
  Influences found;
  const std::optional<Samples> samples = Samples::of(inputs);
  if (!inputs.drawn() || inputs.is_sweep() || !samples || samples->replications().size() < least_draws) return found;
  const std::size_t n = samples->replications().size();
  std::vector<std::string> systems;
  std::vector<std::vector<double>> savings;
  for (const std::string& system : inputs.others())
    if (std::vector<double> values = samples->values(system, "net_saving"); values.size() == n) {
      systems.push_back(system);
      savings.push_back(std::move(values));
    }
  sim::Matrix y(n, systems.size());
  for (std::size_t s = 0; s < systems.size(); ++s)
    for (std::size_t r = 0; r < n; ++r) y.at(r, s) = savings[s][r];

  found.draws = n;
  const std::size_t fifth = std::max<std::size_t>(1, n / 5);
  std::vector<double> p_values;
  for (const auto& [path, values] : inputs.drawn_values()) {
    if (values.size() != n || std::all_of(values.begin(), values.end(), [&](double v) { return v == values[0]; }))
      continue;
    ++found.numbers;
    sim::Matrix x(n, 1);
    x.values = values;
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    for (const auto& c : sim::sensitivity::rank_correlations(x, y)) {
      const Ends low = mean_of(order, 0, fifth, values, savings[c.metric]),
                 high = mean_of(order, n - fifth, n, values, savings[c.metric]);
      found.all.push_back({systems[c.metric], path, c.simple.value, c.simple.ci_low, c.simple.ci_high, c.simple.p_value,
                           low.outcome, high.outcome, low.number, high.number});
      p_values.push_back(c.simple.p_value);
    }
  }
  p_values = sim::sensitivity::holm(p_values);
  for (std::size_t i = 0; i < found.all.size(); ++i) found.all[i].p = p_values[i];
  const auto place = [&](const Influence& i) { return std::find(systems.begin(), systems.end(), i.system); };
  const auto strength = [](const Influence& i) { return std::isnan(i.rank) ? -1 : std::abs(i.rank); };
  std::stable_sort(found.all.begin(), found.all.end(), [&](const Influence& a, const Influence& b) {
    return place(a) != place(b) ? place(a) < place(b) : strength(a) > strength(b);
  });
  return found;
}

std::string path_in_words(const std::string& path) {
  std::string text, part;
  bool of_system = false;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t to = std::min(path.find('.', from), path.size());
    part = readable(path.substr(from, to - from));
    if (from == 0 && part == "systems") {
      of_system = true;
    } else if (part != "services") {
      text += part + (of_system ? ": " : ", ");
      of_system = false;
    }
    from = to + 1;
  }
  text.resize(text.size() < 2 ? 0 : text.size() - 2);
  return text;
}

}  // namespace report
