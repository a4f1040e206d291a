#include "sim/calibration/minimise.hpp"

#include "sim/design/latin_hypercube.hpp"

#include <nlopt.hpp>

#include <algorithm>
#include <cmath>
#include <exception>
#include <numeric>

namespace sim::calibration {

namespace {

constexpr double spread_share = 0.4;  // of the evaluations
constexpr double apart = 0.2;         // of two starts, in some coordinate
constexpr double first_step = 0.1;    // of a local search
constexpr double small_step = 1e-4;   // ends it

bool are_apart(const Point& a, const Point& b) {
  for (std::size_t d = 0; d < a.size(); ++d)
    if (std::abs(a[d] - b[d]) >= apart) return true;
  return false;
}

/// The function with its budget; keeps the least.
class Counted {
 public:
  Counted(const std::function<std::optional<double>(const Point&)>& function, std::size_t evaluations)
      : function_(function), budget_(evaluations) {}

  bool may_go_on() const { return !least.stopped && left() > 0; }
  std::optional<double> operator()(const Point& at) {
    if (!may_go_on()) return std::nullopt;
    const std::optional<double> value = function_(at);
    least.stopped = !value;
    if (value && (++least.evaluations == 1 || *value < least.value)) {
      least.at = at;
      least.value = *value;
    }
    return value;
  }
  std::size_t left() const { return budget_ - least.evaluations; }

  Minimum least;

 private:
  const std::function<std::optional<double>(const Point&)>& function_;
  std::size_t budget_;
};

/// The function as NLopt calls it: what it throws is kept, since NLopt passes on only that something was thrown.
struct Descent {
  Counted& function;
  std::exception_ptr thrown;

  static double call(const Point& at, Point&, void* itself) {
    auto& descent = *static_cast<Descent*>(itself);
    try {
      if (const std::optional<double> value = descent.function(at)) return *value;
    } catch (...) { descent.thrown = std::current_exception(); }
    throw nlopt::forced_stop();
  }
};

void descend(Counted& function, const Point& from, std::size_t evaluations) {
  Descent descent{function, nullptr};
  nlopt::opt search(nlopt::LN_BOBYQA, static_cast<unsigned>(from.size()));
  search.set_lower_bounds(0);
  search.set_upper_bounds(1);
  search.set_initial_step(first_step);
  search.set_xtol_abs(small_step);
  search.set_maxeval(static_cast<int>(evaluations));
  search.set_min_objective(Descent::call, &descent);
  Point at = from;
  double value = 0;
  try {
    search.optimize(at, value);
  } catch (const nlopt::forced_stop&) {
    if (descent.thrown) std::rethrow_exception(descent.thrown);
  } catch (const nlopt::roundoff_limited&) {  // as near as numbers go
  }
}

}  // namespace

Minimum minimise(const std::function<std::optional<double>(const Point&)>& function, const Point& first,
                 const Search& how) {
  Counted counted(function, how.evaluations);
  std::vector<Point> seen;
  std::vector<double> values;
  const auto evaluate = [&](const Point& at) {
    const std::optional<double> value = counted(at);
    if (!value) return false;
    values.push_back(*value);
    seen.push_back(at);
    return true;
  };
  const auto n = static_cast<std::size_t>(spread_share * static_cast<double>(how.evaluations));
  if (evaluate(first))
    for (const Point& at : points_of(design::latin_hypercube(how.seed, n, first.size())))
      if (!evaluate(at)) break;

  std::vector<std::size_t> order(seen.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const std::size_t enough = 4 * (first.size() + 1);  // twice what the first quadratic takes
  const std::size_t affordable = std::clamp<std::size_t>(counted.left() / enough, 1, how.starts);
  std::vector<Point> starts;
  for (const std::size_t i : order)
    if (starts.size() < affordable &&
        std::all_of(starts.begin(), starts.end(), [&](const Point& s) { return are_apart(s, seen[i]); }))
      starts.push_back(seen[i]);
  for (std::size_t s = 0; s < starts.size() && counted.may_go_on(); ++s)
    descend(counted, starts[s], counted.left() / (starts.size() - s));

  if (!seen.empty()) counted.least.spread.assign(seen.begin() + 1, seen.end());
  return counted.least;
}

}  // namespace sim::calibration
