#include "tools/sweep/ordering.hpp"

#include "sim/design/rank_correlation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace tools::sweeps {

namespace {

[[noreturn]] void wrong(const scenario::Place& place, const std::string& what) {
  throw scenario::InputError({{place, scenario::Severity::error, "correlations", what}});
}

/// A correlation by the columns' numbers.
struct Pair {
  std::size_t a, b;
  double rank;
  scenario::Place place;
};

/// Which factors share one order, and whether theirs is its reverse.
class Orders {
 public:
  explicit Orders(std::size_t factors) : leader_(factors), sign_(factors, 1) {
    std::iota(leader_.begin(), leader_.end(), std::size_t{0});
  }
  std::size_t leader(std::size_t factor) const { return leader_[factor]; }
  double sign(std::size_t factor) const { return sign_[factor]; }
  /// \return whether that agrees with what was tied before
  bool tie(const Pair& pair) {
    const std::size_t to = leader_[pair.a], from = leader_[pair.b];
    const double sign = pair.rank * sign_[pair.a] * sign_[pair.b];
    if (to == from) return sign == 1;
    for (std::size_t f = 0; f < leader_.size(); ++f)
      if (leader_[f] == from) {
        leader_[f] = to;
        sign_[f] *= sign;
      }
    return true;
  }

 private:
  std::vector<std::size_t> leader_;
  std::vector<double> sign_;
};

std::vector<Pair> pairs_of(const std::vector<std::string>& names, std::span<const Correlation> correlations) {
  std::vector<Pair> pairs;
  for (const Correlation& c : correlations) {
    std::size_t at[2];
    for (std::size_t i = 0; i < 2; ++i) {
      at[i] = static_cast<std::size_t>(std::find(names.begin(), names.end(), c.between[i].name) - names.begin());
      if (at[i] == names.size())
        wrong(c.between[i].place, "no factor " + scenario::in_message(c.between[i].name) +
                                      scenario::did_you_mean(c.between[i].name, names));
    }
    if (at[0] == at[1])
      wrong(c.between[0].place, scenario::in_message(c.between[0].name) + " is correlated with itself");
    pairs.push_back({at[0], at[1], c.rank, c.between[0].place});
  }
  return pairs;
}

}  // namespace

sim::Matrix correlated(sim::Matrix cube, const std::vector<std::string>& names,
                       std::span<const Correlation> correlations) {
  if (correlations.empty()) return cube;
  const std::vector<Pair> pairs = pairs_of(names, correlations);
  const auto contradict = [&](const Pair& pair) {
    wrong(pair.place, fmt::format("{} with {}: contradicts the others, since factors with a correlation of 1 or -1 are "
                                  "one in their order",
                                  names[pair.a], names[pair.b]));
  };
  Orders orders(names.size());
  for (const Pair& pair : pairs)
    if (std::abs(pair.rank) == 1 && !orders.tie(pair)) contradict(pair);

  // Of those that share an order only the leader is reordered.
  std::vector<std::size_t> leaders, place(names.size());
  for (std::size_t f = 0; f < names.size(); ++f)
    if (orders.leader(f) == f) {
      place[f] = leaders.size();
      leaders.push_back(f);
    }
  sim::Matrix target(leaders.size(), leaders.size());
  std::vector<std::optional<double>> asked(leaders.size() * leaders.size());
  for (std::size_t i = 0; i < leaders.size(); ++i) target.at(i, i) = 1;
  for (const Pair& pair : pairs) {
    if (std::abs(pair.rank) == 1) continue;
    const std::size_t i = place[orders.leader(pair.a)], j = place[orders.leader(pair.b)];
    const double rank = pair.rank * orders.sign(pair.a) * orders.sign(pair.b);
    std::optional<double>& before = asked[std::min(i, j) * leaders.size() + std::max(i, j)];
    if (i == j || (before && *before != rank)) contradict(pair);
    before = rank;
    target.at(i, j) = target.at(j, i) = rank;
  }
  sim::Matrix free(cube.rows, leaders.size());
  for (std::size_t p = 0; p < cube.rows; ++p)
    for (std::size_t i = 0; i < leaders.size(); ++i) free.at(p, i) = cube.at(p, leaders[i]);
  try {
    if (leaders.size() > 1) free = sim::design::with_rank_correlations(std::move(free), target);
  } catch (const std::invalid_argument& e) { wrong(pairs.front().place, e.what()); }

  constexpr double below_one = 1 - 0x1p-53;
  for (std::size_t p = 0; p < cube.rows; ++p)
    for (std::size_t f = 0; f < names.size(); ++f) {
      const double u = free.at(p, place[orders.leader(f)]);
      cube.at(p, f) = orders.sign(f) > 0 ? u : std::min(1 - u, below_one);
    }
  return cube;
}

}  // namespace tools::sweeps
