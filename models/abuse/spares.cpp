#include "models/abuse/compiler.hpp"
#include "models/abuse/config_parts.hpp"

namespace abuse {

void config::describe(Fields& f, Spares& c) {
  f.text({"metric", "metric that it adds up to, in pounds"}, c.metric);
  f.money({"per_day", Unit::money, 0, 1e12, "what a day here takes the place of"}, c.per_day);
  f.number({"price_year", Unit::count, 1990, 2100, "year of the price", required, exact}, c.price_year);
  c.price_year_place = f.place("price_year");
}

void Compiler::spares(CompiledService& out, const config::Service& in, const std::string& path) {
  if (!in.spares) return;
  const int year = static_cast<int>(in.spares->price_year);
  if (prices_ && !prices_->knows(year)) {
    diagnostics_.error(in.spares->price_year_place, path + ".spares.price_year",
                       "the deflator does not hold " + std::to_string(year));
    return;
  }
  const economics::Pence pence = prices_ ? prices_->real(in.spares->per_day, year) : in.spares->per_day;
  out.spares = {plan_->catalogue.add(in.spares->metric, "£",
                                     "spending that days in services which say so took the place of; in no account"),
                static_cast<double>(pence) / 100};
}

}  // namespace abuse
