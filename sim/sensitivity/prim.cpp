#include "sim/sensitivity/prim.hpp"

#include "sim/sensitivity/inputs.hpp"

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

namespace sim::sensitivity {

namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

using Points = std::vector<std::size_t>;

/// The points with an outcome.
class Sample {
 public:
  Sample(const Matrix& x, std::span<const double> outcome, const std::vector<bool>& categorical,
         const PrimShares& shares)
      : x_(x), outcome_(outcome), categorical_(categorical) {
    Matrix y(outcome.size(), 1);
    y.values.assign(outcome.begin(), outcome.end());
    require_design(x, y);
    if (categorical.size() != x.columns) throw std::invalid_argument("each factor must be categorical or not");
    for (const double share : {shares.peel, shares.least_mass})
      if (!(share > 0 && share < 1)) throw std::invalid_argument("a share must lie in (0, 1)");
    for (const double value : outcome)
      if (!(value == 0 || value == 1 || std::isnan(value))) throw std::invalid_argument("an outcome must be 0 or 1");
    points_ = complete_rows(y);
  }

  const Points& points() const { return points_; }
  std::size_t factors() const { return x_.columns; }
  bool categorical(std::size_t factor) const { return categorical_[factor]; }
  double at(std::size_t point, std::size_t factor) const { return x_.at(point, factor); }
  bool is_case(std::size_t point) const { return outcome_[point] == 1; }

  template <class Range>
  std::size_t cases(const Range& points) const {
    return static_cast<std::size_t>(std::count_if(points.begin(), points.end(), [&](auto i) { return is_case(i); }));
  }

  bool meets(std::size_t point, const Restriction& r) const {
    const double value = at(point, r.factor);
    if (categorical(r.factor)) return std::binary_search(r.levels.begin(), r.levels.end(), value);
    return value >= r.low && value <= r.high;
  }

  /// The points that meet all restrictions but perhaps this one, ascending by its factor, then by number.
  Points without(const std::vector<Restriction>& restrictions, const Restriction& left_out) const {
    Points met;
    for (const std::size_t i : points_)
      if (std::all_of(restrictions.begin(), restrictions.end(),
                      [&](const Restriction& r) { return r.factor == left_out.factor || meets(i, r); }))
        met.push_back(i);
    sort(met, left_out.factor);
    return met;
  }

  void sort(Points& points, std::size_t factor) const {
    std::stable_sort(points.begin(), points.end(),
                     [&](std::size_t a, std::size_t b) { return at(a, factor) < at(b, factor); });
  }

 private:
  const Matrix& x_;
  std::span<const double> outcome_;
  const std::vector<bool>& categorical_;
  Points points_;
};

double ratio(std::size_t part, std::size_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

/// How many of the first of sorted points go together: the share of them, at least one, and no part of a tie. A tie
/// that the share would split stays, unless it is the very first.
/// \return none if that is all of them
template <class Iterator, class Value>
std::optional<std::size_t> first_share(Iterator begin, Iterator end, double share, const Value& value) {
  const auto n = static_cast<std::size_t>(end - begin);
  const auto wanted = std::max<std::size_t>(1, static_cast<std::size_t>(share * static_cast<double>(n)));
  if (wanted >= n) return std::nullopt;
  const auto at = [&](std::size_t i) { return value(begin[static_cast<std::ptrdiff_t>(i)]); };
  std::size_t cut = wanted;
  while (cut > 0 && at(cut - 1) == at(cut)) --cut;
  if (cut > 0) return cut;
  cut = wanted;
  while (cut < n && at(cut) == at(0)) ++cut;
  return cut < n ? std::optional(cut) : std::nullopt;
}

Box describe(const Sample& sample, std::vector<Restriction> restrictions) {
  std::size_t points = 0, cases = 0;
  std::vector<std::size_t> points_without(restrictions.size()), cases_without(restrictions.size());
  for (const std::size_t i : sample.points()) {
    std::size_t missed = 0, which = 0;
    for (std::size_t r = 0; r < restrictions.size() && missed < 2; ++r)
      if (!sample.meets(i, restrictions[r])) {
        ++missed;
        which = r;
      }
    const std::size_t yes = sample.is_case(i) ? 1 : 0;
    if (missed == 0) {
      ++points;
      cases += yes;
    } else if (missed == 1) {
      ++points_without[which];
      cases_without[which] += yes;
    }
  }
  for (std::size_t r = 0; r < restrictions.size(); ++r) {
    restrictions[r].quasi_p = 1;
    if (cases == 0) continue;
    const double density = ratio(cases + cases_without[r], points + points_without[r]);
    const boost::math::binomial chance(static_cast<double>(points), density);
    restrictions[r].quasi_p = cdf(complement(chance, static_cast<double>(cases - 1)));
  }
  return {.restrictions = std::move(restrictions),
          .points = points,
          .cases = cases,
          .mass = ratio(points, sample.points().size()),
          .density = ratio(cases, points),
          .coverage = ratio(cases, sample.cases(sample.points()))};
}

/// One of the ways to make a box smaller or larger: the factor's new restriction and what it changes.
struct Change {
  Restriction restriction;
  std::size_t points, cases;  ///< taken off or put back
};

/// \param inside  points of the box, ascending by the factor
std::vector<Change> peels(const Sample& sample, const Points& inside, const Restriction& now, double share) {
  std::vector<Change> changes;
  const auto value = [&](std::size_t i) { return sample.at(i, now.factor); };
  if (sample.categorical(now.factor)) {
    for (auto first = inside.begin(); first != inside.end();) {
      const double level = value(*first);
      const auto last = std::find_if(first, inside.end(), [&](std::size_t i) { return value(i) != level; });
      Restriction rest = now;
      std::erase(rest.levels, level);
      const std::span gone(first, last);
      if (gone.size() < inside.size()) changes.push_back({rest, gone.size(), sample.cases(gone)});
      first = last;
    }
    return changes;
  }
  if (const auto cut = first_share(inside.begin(), inside.end(), share, value)) {
    Restriction rest = now;
    rest.low = value(inside[*cut]);
    changes.push_back({rest, *cut, sample.cases(std::span(inside).first(*cut))});
  }
  if (const auto cut = first_share(inside.rbegin(), inside.rend(), share, value)) {
    Restriction rest = now;
    rest.high = value(inside[inside.size() - *cut - 1]);
    changes.push_back({rest, *cut, sample.cases(std::span(inside).last(*cut))});
  }
  return changes;
}

/// \param outside  the points beyond one side that meet all other restrictions, nearest first
/// \return how many of them come back: `wanted`, and the rest of a tie
std::size_t back(const Sample& sample, const Points& outside, std::size_t factor, std::size_t wanted) {
  std::size_t cut = std::min(wanted, outside.size());
  while (cut > 0 && cut < outside.size() && sample.at(outside[cut], factor) == sample.at(outside[cut - 1], factor))
    ++cut;
  return cut;
}

std::vector<Change> pastes(const Sample& sample, const Box& box, const Restriction& now, double share) {
  const Points around = sample.without(box.restrictions, now);
  std::vector<Change> changes;
  if (sample.categorical(now.factor)) {
    Points outside;
    for (const std::size_t i : around)
      if (!sample.meets(i, now)) outside.push_back(i);
    for (auto first = outside.begin(); first != outside.end();) {
      const double level = sample.at(*first, now.factor);
      const auto last =
          std::find_if(first, outside.end(), [&](std::size_t i) { return sample.at(i, now.factor) != level; });
      Restriction more = now;
      more.levels.insert(std::upper_bound(more.levels.begin(), more.levels.end(), level), level);
      const std::span added(first, last);
      changes.push_back({more, added.size(), sample.cases(added)});
      first = last;
    }
    return changes;
  }
  const auto wanted = std::max<std::size_t>(1, static_cast<std::size_t>(share * static_cast<double>(box.points)));
  Points below, above;
  for (const std::size_t i : around) {
    if (sample.at(i, now.factor) < now.low) below.push_back(i);
    if (sample.at(i, now.factor) > now.high) above.push_back(i);
  }
  std::reverse(below.begin(), below.end());
  if (const std::size_t cut = back(sample, below, now.factor, wanted); cut > 0) {
    Restriction more = now;
    more.low = cut == below.size() ? -unlimited : sample.at(below[cut - 1], now.factor);
    changes.push_back({more, cut, sample.cases(std::span(below).first(cut))});
  }
  if (const std::size_t cut = back(sample, above, now.factor, wanted); cut > 0) {
    Restriction more = now;
    more.high = cut == above.size() ? unlimited : sample.at(above[cut - 1], now.factor);
    changes.push_back({more, cut, sample.cases(std::span(above).first(cut))});
  }
  return changes;
}

/// Puts the restriction in its place among the others; takes it away if it asks nothing.
void apply(const Restriction& changed, std::size_t all_levels, std::vector<Restriction>& restrictions) {
  std::erase_if(restrictions, [&](const Restriction& r) { return r.factor == changed.factor; });
  const bool free = changed.low == -unlimited && changed.high == unlimited && changed.levels.size() == all_levels;
  if (free) return;
  const auto place = std::find_if(restrictions.begin(), restrictions.end(),
                                  [&](const Restriction& r) { return r.factor > changed.factor; });
  restrictions.insert(place, changed);
}

/// All values of a categorical factor, ascending; none for another.
std::vector<double> levels_of(const Sample& sample, std::size_t factor) {
  std::vector<double> levels;
  if (!sample.categorical(factor)) return levels;
  for (const std::size_t i : sample.points()) levels.push_back(sample.at(i, factor));
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

void require_restrictions(const Sample& sample, const std::vector<Restriction>& restrictions) {
  for (std::size_t r = 0; r < restrictions.size(); ++r) {
    if (restrictions[r].factor >= sample.factors()) throw std::invalid_argument("a restriction names no such factor");
    if (r > 0 && restrictions[r].factor <= restrictions[r - 1].factor)
      throw std::invalid_argument("restrictions must ascend by factor, one each");
    if (!std::is_sorted(restrictions[r].levels.begin(), restrictions[r].levels.end()))
      throw std::invalid_argument("the levels of a restriction must ascend");
  }
}

}  // namespace

std::vector<Box> prim_peel(const Matrix& x, std::span<const double> outcome, const std::vector<bool>& categorical,
                           const PrimShares& shares) {
  const Sample sample(x, outcome, categorical, shares);
  std::vector<Box> trajectory;
  if (sample.points().empty()) return trajectory;
  std::vector<Points> inside(sample.factors(), sample.points());  // the points of the box, sorted by each factor
  std::vector<Restriction> now(sample.factors());
  for (std::size_t j = 0; j < sample.factors(); ++j) {
    sample.sort(inside[j], j);
    now[j] = {.factor = j, .levels = levels_of(sample, j)};
  }
  trajectory.push_back(describe(sample, {}));
  for (;;) {
    const Box& box = trajectory.back();
    std::optional<Change> best;
    double most = 0;
    for (std::size_t j = 0; j < sample.factors(); ++j)
      for (const Change& change : peels(sample, inside[j], now[j], shares.peel)) {
        const std::size_t left = box.points - change.points;
        if (ratio(left, sample.points().size()) < shares.least_mass) continue;
        const double gain = (ratio(box.cases - change.cases, left) - box.density) / static_cast<double>(change.points);
        if (gain > most) {
          most = gain;
          best = change;
        }
      }
    if (!best) return trajectory;
    now[best->restriction.factor] = best->restriction;
    for (Points& points : inside) std::erase_if(points, [&](auto i) { return !sample.meets(i, best->restriction); });
    std::vector<Restriction> restrictions = box.restrictions;
    apply(best->restriction, levels_of(sample, best->restriction.factor).size(), restrictions);
    trajectory.push_back(describe(sample, std::move(restrictions)));
  }
}

Box prim_box(const Matrix& x, std::span<const double> outcome, const std::vector<bool>& categorical,
             const std::vector<Restriction>& restrictions) {
  const Sample sample(x, outcome, categorical, {});
  require_restrictions(sample, restrictions);
  return describe(sample, restrictions);
}

Box prim_paste(const Matrix& x, std::span<const double> outcome, const std::vector<bool>& categorical,
               const std::vector<Restriction>& restrictions, const PrimShares& shares) {
  const Sample sample(x, outcome, categorical, shares);
  require_restrictions(sample, restrictions);
  Box box = describe(sample, restrictions);
  for (;;) {
    std::optional<Change> best;
    double densest = box.density;
    for (const Restriction& restriction : box.restrictions)
      for (const Change& change : pastes(sample, box, restriction, shares.peel)) {
        const double density = ratio(box.cases + change.cases, box.points + change.points);
        if (best ? density > densest : density >= densest) {
          densest = density;
          best = change;
        }
      }
    if (!best) return box;
    apply(best->restriction, levels_of(sample, best->restriction.factor).size(), box.restrictions);
    box = describe(sample, std::move(box.restrictions));
  }
}

}  // namespace sim::sensitivity
