#include "models/abuse/config_money.hpp"

#include "models/abuse/config_parts.hpp"
#include "models/economics/classes.hpp"

#include <algorithm>
#include <set>

namespace abuse::config {

namespace {

/// The worse of the two; a price of nothing has no say.
void worst(std::optional<int>& grade, const scenario::Assumption* price) {
  if (price && price->value > 0 && price->grade) grade = std::max(grade.value_or(0), *price->grade);
}

}  // namespace

void describe(Fields& f, Cost& c) {
  f.money({"per_case", Unit::money, 0, 1e12, "for each case begun", optional}, c.per_case);
  f.money({"per_day", Unit::money, 0, 1e12, "for each day a case is open", optional}, c.per_day);
  f.money({"per_year", Unit::money, 0, 1e14, "fixed, for each year the service runs", optional}, c.per_year);
  f.money(
      {"per_fte_year", Unit::money, 0, 1e12, "for each post and year, whether there is work for it or not", optional},
      c.per_fte_year);
  for (std::size_t u = 0; u < price_units.size(); ++u) {
    c.priced[u] = f.has(price_units[u]);
    worst(c.grade, f.assumption(price_units[u]));
  }
  c.place = f.place();
  c.per_fte_year_place = f.place("per_fte_year");
  f.reference({"agency", "who pays"}, c.agency);
  f.choice({"kind", "reactive or preventive spending"}, cost_kind_names, c.kind);
  f.choice({"spend", "revenue, capital, or in kind, which nobody pays in money; revenue if absent", optional},
           economics::spend_names, c.spend);
  f.flag({"transfer", "a benefit or a tax: counted for the agency, and not as public value", optional}, c.transfer);
  f.reference({"cashable",
               "profile in appraisal.cashability: how much of a saving a budget can give up; the one that names the "
               "agency if absent",
               optional},
              c.cashable);
  f.money(
      {"post", Unit::money, 0, 1e12, "one post and year: a saving becomes cash in whole posts only", optional, exact},
      c.post);
  f.flag({"new_model", "counted in the cost of the new model", optional}, c.new_model);
  f.flag({"stops", "a line of the old system that the new model replaces", optional}, c.stops);
  if (c.new_model && c.stops) f.error("stops", "stands beside new_model: what is replaced is not new");
  f.number({"counted", Unit::share, 0, 1, "share inside the perimeter of the comparison; the rest is shown outside it",
            optional},
           c.counted);
  f.number({"price_year", Unit::count, 1990, 2100, "year of the prices", required, exact}, c.price_year);
  c.price_year_place = f.place("price_year");
  f.text({"line", "name of the cost line; the service's if absent", optional}, c.line);
}

void describe(Fields& f, Deflator& c) {
  f.number({"year", Unit::count, 1990, 2100, "calendar year", required, exact}, c.year);
  f.number({"index", Unit::number, 0.001, 1e6, "GDP deflator"}, c.index);
}

void describe(Fields& f, Prices& c) {
  f.number({"base_year", Unit::count, 1990, 2100, "prices are converted to this year", required, exact}, c.base_year);
  c.base_year_place = f.place("base_year");
  f.list({"deflator", "GDP deflator by calendar year"}, c.deflator);
  std::set<double> years;
  for (const auto& d : c.deflator)
    if (!years.insert(d.year).second) f.error("deflator", fmt::format("{} stands twice", d.year));
}

}  // namespace abuse::config
