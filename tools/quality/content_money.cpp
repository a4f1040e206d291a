#include "tools/quality/content.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/report/words.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace quality {

namespace {

const abuse::config::Scenario* priced(const Facts& facts) {
  return facts.abuse && facts.inputs.records("prices.csv") != nullptr ? &facts.abuse->plan->scenario : nullptr;
}
constexpr const char* not_priced = "Nothing is priced in this scenario, or the folder has no table of prices.\n";

/// The values of a column of prices.csv, each once.
std::set<std::string> all_of(const report::Records& prices, const std::string& column) {
  std::set<std::string> all;
  for (std::size_t r = 0; r < prices.size(); ++r)
    if (const std::string& cell = prices.text(r, column); !cell.empty()) all.insert(cell);
  return all;
}

}  // namespace

std::string price_basis(const Facts& facts) {
  if (priced(facts) == nullptr) return not_priced;
  const std::string base = facts.at("prices.base_year");
  const auto years = all_of(*facts.inputs.records("prices.csv"), "price_year");
  return fmt::format(
      "Pounds, in real terms at the prices of {}; price years in the sources: {}; converted by the deflator of the "
      "scenario (`prices.deflator`). No other currency.\n",
      base.empty() ? "no stated year" : escaped(base),
      years.empty() ? "none stated" : fmt::format("{}", fmt::join(years, ", ")));
}

std::string discounting(const Facts& facts) {
  const scenario::Node* schedules = node_at(facts.inputs.finished().scenario, "appraisal.discounting.schedules");
  if (schedules == nullptr) return "Nothing is discounted: the scenario has no appraisal.\n";
  MarkdownTable table({"Schedule", "Used for", "Rates, from year"});
  for (const auto& schedule : schedules->entries) {
    std::vector<std::string> rates, uses;
    if (const scenario::Node* steps = schedule.value.find("steps"))
      for (const scenario::Node& step : steps->items)
        rates.push_back(fmt::format("{} from {}", text_of(step.find("rate")), text_of(step.find("from_year"))));
    for (const char* use : {"standard", "health"})
      if (facts.at(std::string("appraisal.discounting.") + use) == schedule.key) uses.emplace_back(use);
    table.row({report::readable(schedule.key), uses.empty() ? "-" : fmt::format("{}", fmt::join(uses, ", ")),
               fmt::format("{}", fmt::join(rates, "; "))});
  }
  return "Annual; the first year is not discounted. Both discounted and undiscounted figures are reported.\n\n" +
         table.text();
}

std::string valued(const Facts& facts) {
  if (priced(facts) == nullptr) return not_priced;
  const report::Records& prices = *facts.inputs.records("prices.csv");
  MarkdownTable table({"Line", "Unit", "£", "Range", "Gain", "Price year", "Status", "Grade"});
  for (std::size_t r = 0; r < prices.size(); ++r) {
    if (!prices.text(r, "service").empty()) continue;
    const std::string &low = prices.text(r, "low"), &high = prices.text(r, "high");
    table.row({report::readable(prices.text(r, "line")), prices.text(r, "unit"), prices.text(r, "price"),
               low.empty() ? "-" : low + " to " + high, prices.text(r, "gain"), prices.text(r, "price_year"),
               prices.text(r, "status"), prices.text(r, "grade")});
  }
  return "Outcomes that are valued in money; those that are not are reported in their own units:\n\n" + table.text() +
         "\nEvery price, with its source: prices.csv.\n";
}

std::string costs(const Facts& facts) {
  if (priced(facts) == nullptr) return not_priced;
  const report::Records& prices = *facts.inputs.records("prices.csv");
  const auto listed = [&](const char* column) {
    std::vector<std::string> all;
    for (const std::string& cell : all_of(prices, column)) all.push_back(escaped(report::readable(cell)));
    return fmt::format("{}", fmt::join(all, ", "));
  };
  return fmt::format(
             "{} in prices.csv: what each is of, who pays, its range, price year, source, status and grade. Units: {}. "
             "Agencies: {}. Kinds: {}; spending: {}.\n\n",
             counted(prices.size(), "price") + (prices.size() == 1 ? " stands" : " stand"), listed("unit"),
             listed("agency"), listed("kind"), listed("spend")) +
         "Resources are measured as the run uses them (cases begun, days open, years a service runs, posts whether "
         "busy "
         "or not) and booked by agency and year. A benefit is a simulated difference to the baseline, so that no "
         "deadweight is taken off it again; transfers are in no public value.\n";
}

std::string distribution_of_effects(const Facts& facts) {
  const report::Measures* differences = facts.inputs.differences();
  if (!facts.abuse || differences == nullptr || facts.inputs.others().empty())
    return "Nothing is compared by agency in this folder.\n";
  MarkdownTable table({"Agency", "System", "Difference in its spending, £ (95 % interval)"});
  for (const std::string& agency : facts.abuse->plan->agencies)
    for (const std::string& system : facts.inputs.others())
      if (const report::Measured* m = differences->find(system, "cost_agency." + agency))
        table.row({report::readable(agency), report::readable(system),
                   results::mean_with_interval(m->mean, m->ci_low, m->ci_high, -3, true)});
  std::string out = "Who pays more (+) and less (-) than under the baseline, over the whole period:\n\n" + table.text();
  if (facts.inputs.records("agreements.csv") != nullptr)
    out += "\nNet positions under each way to share the cost, and the probability of gaining: agreements.csv.\n";
  return out;
}

}  // namespace quality
