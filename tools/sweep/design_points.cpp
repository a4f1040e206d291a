#include "tools/sweep/design_points.hpp"

#include <map>
#include <set>
#include <string_view>

namespace tools::sweeps {

namespace {

/// A factor's values as numbers of one unit.
struct Column {
  Amount unit;
  std::vector<double> numbers;
};

std::optional<Column> as_written(const Texts& written, std::size_t factor, bool same) {
  Column column;
  for (std::size_t p = 0; p < written.rows(); ++p) {
    const auto amount = amount_of(written.at(p, factor));
    if (!amount || (p > 0 && !same && !amount->same_unit(column.unit))) return std::nullopt;
    if (p == 0) column.unit = *amount;
    column.numbers.push_back(amount->number);
  }
  return column;
}

std::optional<Column> as_kept(const Texts& written, std::size_t factor, scenario::Unit unit) {
  const std::string name(scenario::kept_in(unit));
  Column column{{"", name.empty() ? "" : " " + name, 0}, {}};
  std::string ignored;
  for (std::size_t p = 0; p < written.rows(); ++p) {
    const auto number = scenario::parse_quantity(written.at(p, factor), unit, ignored);
    if (!number) return std::nullopt;
    column.numbers.push_back(*number);
  }
  return column;
}

}  // namespace

std::string Points::text(std::size_t factor, double value) const {
  if (categorical[factor]) return names[factor].at(static_cast<std::size_t>(value));
  Amount amount = units[factor];
  amount.number = value;
  return amount.text();
}

void make_numbers(Points& points, const std::vector<std::optional<scenario::Unit>>& kept, bool same) {
  const std::size_t n = points.size(), k = points.factors.size();
  points.x = sim::Matrix(n, k);
  points.categorical.assign(k, false);
  points.names.assign(k, {});
  points.units.assign(k, {});
  for (std::size_t f = 0; f < k; ++f) {
    std::optional<Column> column = as_written(points.written, f, same);
    if (!column && kept[f]) column = as_kept(points.written, f, *kept[f]);
    if (column) {
      points.units[f] = column->unit;
      for (std::size_t p = 0; p < n; ++p) points.x.at(p, f) = column->numbers[p];
      continue;
    }
    points.categorical[f] = true;
    std::map<std::string_view, std::size_t> order;
    for (std::size_t p = 0; p < n; ++p) {
      const std::string_view name = points.written.at(p, f);
      const auto [known, is_new] = order.emplace(name, order.size());
      if (is_new) points.names[f].emplace_back(name);
      points.x.at(p, f) = static_cast<double>(known->second);
    }
  }
}

std::size_t count_repeated(const Points& points) {
  std::set<std::string> seen;
  for (std::size_t p = 0; p < points.size(); ++p) {
    std::string all;
    for (std::size_t f = 0; f < points.factors.size(); ++f) {
      all += points.written.at(p, f);
      all += '\n';
    }
    seen.insert(std::move(all));
  }
  return points.size() - seen.size();
}

}  // namespace tools::sweeps
