#include "models/abuse/compiler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace abuse {

namespace {

/// What two records of one line say differently of it, apart from what makes them two ledger lines; "" if nothing.
std::string disagreement(const economics::Line& a, const economics::Line& b) {
  const auto differ = [](std::string_view what, const auto& here, const auto& there) {
    return here == there ? "" : fmt::format("{} is {} here and {} there", what, here, there);
  };
  const auto spend = [](const economics::Line& l) { return economics::spend_names[static_cast<std::size_t>(l.spend)]; };
  for (const std::string& text : {differ("spend", spend(a), spend(b)), differ("new_model", a.new_model, b.new_model),
                                  differ("transfer", a.transfer, b.transfer), differ("stops", a.stops, b.stops),
                                  differ("post in pence", a.post, b.post)})
    if (!text.empty()) return text;
  return "";
}

}  // namespace

/// \return the ledger lines of a record inside the perimeter and outside it
std::pair<std::size_t, std::size_t> Compiler::ledger_lines(const config::Cost& c, economics::Line line,
                                                           const std::string& path) {
  const auto profile = [&](std::size_t p) {
    return p == economics::no_profile ? "nothing" : plan_->appraisal.cashability[p].name;
  };
  for (std::size_t l = 0; l < plan_->lines.size(); ++l) {
    const economics::Line& other = plan_->lines[l];
    if (other.name != line.name || other.agency != line.agency) continue;
    std::string difference = disagreement(line, other);
    if (difference.empty() && line.cashable != other.cashable)
      difference = fmt::format("cashable is {} here and {} there", profile(line.cashable), profile(other.cashable));
    if (difference.empty()) break;
    diagnostics_.error(c.place, path,
                       fmt::format("line \"{}\" of {} stands at {} too: {}", line.name, c.agency.name,
                                   scenario::to_string(line_places_[l]), difference));
    break;
  }
  const auto number = [&](bool headline) {
    const auto found = std::find_if(plan_->lines.begin(), plan_->lines.end(), [&](const economics::Line& l) {
      return l.name == line.name && l.agency == line.agency && l.kind == line.kind && l.new_model == line.new_model &&
             l.headline == headline;
    });
    if (found != plan_->lines.end()) {
      if (line.grade) found->grade = std::max(found->grade.value_or(0), *line.grade);
      return static_cast<std::size_t>(found - plan_->lines.begin());
    }
    line.headline = headline;
    plan_->lines.push_back(line);
    line_places_.push_back(c.place);
    plan_->line_metric.push_back(
        headline ? plan_->catalogue.add("cost_line." + line.name, "£", "spending on " + line.name) : none16);
    plan_->payer_metric.push_back(headline
                                      ? plan_->catalogue.add("cost_line_of." + c.agency.name + "." + line.name, "£",
                                                             "spending on " + line.name + " by " + c.agency.name)
                                      : none16);
    return plan_->lines.size() - 1;
  };
  const std::size_t inside = number(true);
  return {inside, number(false)};
}

void Compiler::costs(std::vector<CompiledCost>& out, const std::vector<config::Cost>& in, const std::string& owner,
                     const std::string& path, bool has_posts) {
  for (const config::Cost& c : in) {
    const int price_year = static_cast<int>(c.price_year);
    const bool known_year = !prices_ || prices_->knows(price_year);
    if (!known_year)
      diagnostics_.error(c.price_year_place, path + ".cost.price_year",
                         "the deflator does not hold " + std::to_string(price_year));
    const auto price = [&](economics::Pence pence) {
      return prices_ && known_year ? prices_->real(pence, price_year) : pence;
    };
    economics::Line line;
    line.name = c.line.empty() ? owner : c.line;
    line.agency = find(plan_->agencies, c.agency.name, c.agency.place, path + ".cost.agency", "agency");
    line.kind = static_cast<economics::Kind>(c.kind);
    line.new_model = c.new_model;
    line.spend = static_cast<economics::Spend>(c.spend);
    line.transfer = c.transfer;
    line.post = price(c.post);
    line.stops = c.stops;
    line.grade = c.grade;
    line.cashable = profile(c, line.agency, path + ".cost.cashable");
    CompiledCost cost;
    std::tie(cost.line, cost.line_outside) = ledger_lines(c, line, path + ".cost");
    if (!known_year) continue;
    const std::array prices{std::pair(&cost.per_case, c.per_case), std::pair(&cost.per_day, c.per_day),
                            std::pair(&cost.per_year, c.per_year), std::pair(&cost.per_fte_year, c.per_fte_year)};
    for (std::size_t u = 0; u < prices.size(); ++u) {
      if (!c.priced[u]) continue;
      const std::string name = priced_units_.name(owner, line.name, c.agency.name, config::price_units[u]);
      *prices[u].first = {price(prices[u].second),
                          plan_->catalogue.add(name, std::string(config::price_unit_names[u]),
                                               fmt::format("paid for {} times the price {} of {} to {}: inside the "
                                                           "perimeter, each by the share counted",
                                                           owner, config::price_units[u], line.name, c.agency.name))};
    }
    cost.counted = c.counted;
    if (c.per_fte_year > 0 && !has_posts)
      diagnostics_.error(c.per_fte_year_place, path + ".cost.per_fte_year", "needs posts of its own: capacity.fte");
    if (c.counted > 0) in_headline_.push_back({line.name, c.place});
    out.push_back(cost);
  }
}

}  // namespace abuse
