#include "tools/report/cba_of_means.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace report {

namespace {

double at_grade(const std::array<double, 6>& table, double grade) {
  const auto below = static_cast<std::size_t>(grade);
  const std::size_t above = std::min<std::size_t>(6, below + 1);
  return table.at(below - 1) + (grade - static_cast<double>(below)) * (table[above - 1] - table[below - 1]);
}

}  // namespace

std::vector<double> CbaOfMeans::by_year(const PricedRun& run, CbaLine::Role role, bool corrected,
                                        std::size_t agency) const {
  std::vector<double> sums(run.years.size(), 0);
  for (std::size_t l = 0; l < lines.size(); ++l) {
    if (run.lines[l].role != role || (agency != no_index && run.lines[l].agency != agency)) continue;
    for (std::size_t y = 0; y < sums.size(); ++y) sums[y] += lines[l].amounts[y] * (corrected ? lines[l].factor : 1);
  }
  return sums;
}

CbaOfMeans cba_of_means(const PricedRun& run, const CbaTerms& terms, const std::vector<std::vector<double>>& pounds,
                        std::size_t option, std::size_t comparator) {
  using Role = CbaLine::Role;
  const std::size_t years = run.years.size();
  CbaOfMeans out;
  for (const CbaLine& line : run.lines) {
    CbaOfMeans::Line& l = out.lines.emplace_back();
    l.amounts.assign(years, 0);
    const auto sign = [&](std::size_t system) {
      const double more = system == option ? 1 : system == comparator ? -1 : 0;
      return line.role == Role::cost ? more : -more;
    };
    for (std::size_t u = 0; u < run.used.size(); ++u) {
      const std::size_t of = run.prices[run.used[u].price].cba_line;
      if (of == no_index || &run.lines[of] != &line) continue;
      for (std::size_t y = 0; y < years; ++y) l.amounts[y] += sign(run.used[u].system) * pounds[u][y];
    }
    l.total[0] = std::accumulate(l.amounts.begin(), l.amounts.end(), 0.0);
    const std::vector<double>& factors = line.health ? terms.health : terms.standard;
    l.total[1] = std::inner_product(l.amounts.begin(), l.amounts.end(), factors.begin(), 0.0);
    l.grade = line.grade;
    if (line.role != Role::cost && !line.stops)
      l.grade = terms.worst ? std::max({line.grade, terms.population, terms.impact})
                            : (line.grade + terms.population + terms.impact) / 3;
    l.uplift = at_grade(terms.uplift, l.grade);
    l.cut = at_grade(terms.cut, l.grade);
    const bool loses = std::round(100 * l.total[0]) < 0;  // less than a penny either way is nothing
    if (!line.own_optimism) l.factor = line.role == Role::cost || loses ? 1 + l.uplift : 1 - l.cut;
    l.total[2] = l.total[0] * l.factor;
    l.total[3] = l.total[1] * l.factor;
    for (std::size_t v = 0; v < cba_views; ++v) {
      CbaOfMeans::Figures& f = out.figures[v];
      const double amount = l.total[v];
      if (line.role == Role::economic) f.economic += amount;
      if (line.role == Role::social) f.social += amount;
      if (line.role == Role::cost) f.cost += amount;
      if (line.role == Role::cost && line.transfer) f.transfer_cost += amount;
      if (line.role != Role::fiscal) continue;
      f.fiscal += amount;
      if (line.transfer) f.transfers += amount;
      if (line.stops) f.stops += amount;
    }
  }
  return out;
}

}  // namespace report
