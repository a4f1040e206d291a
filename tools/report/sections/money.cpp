#include "tools/report/parties.hpp"
#include "tools/report/period.hpp"
#include "tools/report/samples.hpp"
#include "tools/report/sections/figure.hpp"
#include "tools/report/sections/money_parts.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace report::sections {

namespace {

/// The option of a line that holds it against the baseline; "" for other lines.
std::string option_of(const Inputs& inputs, const Records& records, std::size_t row) {
  const Compared systems = compared(inputs, records.text(row, "comparison"));
  return systems.comparator == inputs.finished().baseline ? systems.option : "";
}

/// Which agencies gain and which pay in nine of ten replications, over the whole period.
struct Sides {
  std::size_t gain = 0, pay = 0, either = 0;
  std::pair<double, std::string> most{0, ""}, least{0, ""};  ///< of those that do
};

void add(Sides& sides, const std::string& agency, double net, double low, double high) {
  ++(low > 0 ? sides.gain : high < 0 ? sides.pay : sides.either);
  if (low > 0 && net > sides.most.first) sides.most = {net, agency};
  if (high < 0 && net < sides.least.first) sides.least = {net, agency};
}

std::string many(std::size_t n, const char* verb) {
  return fmt::format("{} {}{}", n == 0 ? "none" : count(n), verb, n == 1 ? "s" : "");
}

std::string counts(const std::string& system, const Sides& sides) {
  return fmt::format("under {} {} and {} of {}", readable(system), many(sides.gain, "gain"), many(sides.pay, "pay"),
                     counted(sides.gain + sides.pay + sides.either, "agency", "agencies"));
}

std::string in_words(const std::string& system, const Sides& sides) {
  std::vector<std::string> parts;
  if (sides.gain > 0)
    parts.push_back(fmt::format("{} gains most ({})", sides.most.second, shown(sides.most.first, Kind::money)));
  if (sides.pay > 0)
    parts.push_back(fmt::format("{} pays most ({})", sides.least.second, shown(-sides.least.first, Kind::money)));
  return "under " + readable(system) + " " + (parts.empty() ? "no agency clearly gains or pays" : list(parts));
}

}  // namespace

Compared compared(const Inputs& inputs, const std::string& name) {
  for (const std::string& option : inputs.finished().systems)
    for (const std::string& comparator : inputs.finished().systems)
      if (name == option + " - " + comparator) return {option, comparator};
  return {};
}

std::string in_words(const Inputs& inputs, const Compared& systems) {
  return readable(systems.option) +
         (systems.comparator == inputs.finished().baseline ? "" : " against " + readable(systems.comparator));
}

std::optional<Figure> who_pays(const Inputs& inputs, const Records& by_agency) {
  Figure figure = figure_of("money-agencies", "Who gains and who pays");
  figure.table.name = "Who gains, who pays";
  figure.table.columns = {{"system", "System"},
                          {"party", "Agency"},
                          {"year", "Year"},
                          {"net", "Net, £", Kind::money},
                          {"net_low", "nine in ten replications from", Kind::money},
                          {"net_high", "to", Kind::money},
                          {"cost", "Pays for the new model, £", Kind::money},
                          {"benefit", "Gains, £", Kind::money},
                          {"cashable", "of it cashable, £", Kind::money}};
  std::map<std::string, Sides> sides;
  for (std::size_t r = 0; r < by_agency.size(); ++r) {
    const std::string option = option_of(inputs, by_agency, r), &agency = by_agency.text(r, "agency");
    if (option.empty() || agency == all_agencies || agency == society) continue;
    const double net = by_agency.number(r, "net"), low = by_agency.number(r, "net_p05"),
                 high = by_agency.number(r, "net_p95");
    figure.table.rows.push_back({readable(option), readable(agency), by_agency.text(r, "year"), net, low, high,
                                 by_agency.number(r, "cost"), by_agency.number(r, "benefit"),
                                 by_agency.number(r, "cashable")});
    if (by_agency.text(r, "year").empty()) add(sides[option], readable(agency), net, low, high);
  }
  if (figure.table.rows.empty()) return std::nullopt;
  std::string numbers;
  for (const std::string& system : inputs.others()) {
    if (!sides.contains(system)) continue;
    figure.title += (figure.title.empty() ? "" : "; ") + in_words(system, sides[system]);
    numbers += (numbers.empty() ? "" : "; ") + counts(system, sides[system]);
  }
  figure.title = capital(figure.title);
  figure.follows = {"year"};
  figure.chart =
      Chart{"bars",
            {{"label", "party"},
             {"x", "net"},
             {"low", "net_low"},
             {"high", "net_high"},
             {"facet", "system"},
             {"x_axis", "Net gain against " + readable(inputs.finished().baseline) + ", £; left of 0 it pays"}}};
  figure.description =
      "Bars by agency for each system: to the right what it gains net, to the left what it pays net, with the values "
      "between which nine in ten replications lie. " +
      figure.title + ".";
  figure.note =
      "Each agency pays what its own lines of the new model cost; agreements to share it otherwise stand below. An "
      "agency is said to gain or pay where nine in ten replications lie on one side of 0. Real "
      "prices, not discounted, not corrected for optimism. Gains of people and the economy are not here. " +
      capital(numbers) + ".";
  return figure;
}

std::optional<Figure> cost_and_benefit(const Inputs& inputs, const Records& by_agency) {
  Figure figure = figure_of("money-years", "Cost and benefit by year");
  figure.table.name = "Cost and benefit by year";
  figure.table.columns = {{"system", "System"},
                          {"agency", "Agency"},
                          {"from", "Year from"},
                          {"flow", "What it is"},
                          {"amount", "£", Kind::money},
                          {"amount_low", "nine in ten replications from", Kind::money},
                          {"amount_high", "to", Kind::money}};
  const auto end = [&](std::size_t row, const std::string& column) {
    return by_agency.has(column) ? by_agency.number(row, column) : unknown;  // not in folders of an earlier version
  };
  std::map<std::string, std::pair<std::size_t, std::size_t>> ahead;  // years in which the benefit is more, of all
  for (std::size_t r = 0; r < by_agency.size(); ++r) {
    const std::string option = option_of(inputs, by_agency, r), &agency = by_agency.text(r, "agency"),
                      &year = by_agency.text(r, "year");
    if (option.empty() || agency == society || year.empty()) continue;
    for (const std::string flow : {"cost", "benefit"})
      figure.table.rows.push_back({readable(option), agency == all_agencies ? std::string() : readable(agency), year,
                                   flow, by_agency.number(r, flow), end(r, flow + "_p05"), end(r, flow + "_p95")});
    if (agency == all_agencies) {
      ++ahead[option].second;
      if (by_agency.number(r, "benefit") >= by_agency.number(r, "cost")) ++ahead[option].first;
    }
  }
  if (figure.table.rows.empty()) return std::nullopt;
  std::vector<std::string> parts;
  for (const std::string& system : inputs.others())
    if (const auto found = ahead.find(system); found != ahead.end())
      parts.push_back(fmt::format("{} of {} of {}", found->second.first == 0 ? "none" : count(found->second.first),
                                  counted(found->second.second, "year"), readable(system)));
  figure.title = "Public benefits on average cover the cost in " + list(parts);
  figure.follows = {"agency"};
  figure.chart = Chart{"lines",
                       {{"x", "from"},
                        {"y", "amount"},
                        {"low", "amount_low"},
                        {"high", "amount_high"},
                        {"series", "flow"},
                        {"facet", "system"},
                        {"x_axis", "Year from"},
                        {"y_axis", "£ a year"}}};
  figure.description =
      "Two lines for each system, by year: what the new model costs, and what public bodies gain by it, with the "
      "values "
      "between which nine in ten replications lie. " +
      figure.title + ".";
  figure.note =
      "Benefits: what is spent less on everything else, and the old lines that stop. Means over replications, real, "
      "not "
      "discounted.";
  return figure;
}

std::optional<Figure> payback(const Inputs& inputs, const Records& by_agency) {
  const std::optional<Samples> samples = Samples::of(inputs);
  Figure figure = figure_of("money-payback", "Payback");
  figure.table.name = "Payback";
  figure.table.columns = {{"system", "System"},
                          {"years", "Years since the start", Kind::number},
                          {"net", "Net so far, £", Kind::money},
                          {"net_low", "nine in ten replications from", Kind::money},
                          {"net_high", "to", Kind::money}};
  std::vector<std::string> parts;
  std::string start;
  for (const std::string& system : inputs.others()) {
    std::vector<double> by_year;  // from the file of the appraisal: exact
    for (std::size_t r = 0; r < by_agency.size(); ++r) {
      if (option_of(inputs, by_agency, r) != system || by_agency.text(r, "agency") != all_agencies) continue;
      if (by_agency.text(r, "year").empty()) continue;
      if (start.empty()) start = by_agency.text(r, "year");
      by_year.push_back(by_agency.number(r, "net"));
    }
    if (by_year.empty()) continue;
    std::vector<double> each;
    double sum = 0;
    figure.table.rows.push_back({readable(system), 0.0, 0.0, 0.0, 0.0});
    for (std::size_t y = 0; y < by_year.size(); ++y) {
      sum += by_year[y];
      const std::vector<double> more = samples && y < samples->years().size()
                                           ? samples->values(system, "net." + samples->years()[y])
                                           : std::vector<double>{};
      each.resize(more.size(), 0);
      for (std::size_t r = 0; r < more.size(); ++r) each[r] += more[r];
      const bool has_band = each.size() > 1;
      figure.table.rows.push_back({readable(system), static_cast<double>(y + 1), sum,
                                   has_band ? quantile(each, 0.05) : unknown,
                                   has_band ? quantile(each, 0.95) : unknown});
    }
    std::string part = fmt::format("{} {} {}", readable(system), sum < 0 ? "costs net" : "saves net",
                                   shown(std::abs(sum), Kind::money));
    if (each.size() > 1) {
      const auto n = std::count_if(each.begin(), each.end(), [](double v) { return v >= 0; });
      part += fmt::format(" ({} of replications are ahead at the end)",
                          shown(static_cast<double>(n) / static_cast<double>(each.size()), Kind::share));
    }
    parts.push_back(std::move(part));
  }
  if (parts.empty()) return std::nullopt;
  figure.title = capital("over " + period(inputs) + ", on average, " + list(parts));
  figure.chart = Chart{"lines",
                       {{"x", "years"},
                        {"y", "net"},
                        {"low", "net_low"},
                        {"high", "net_high"},
                        {"series", "system"},
                        {"rule", "0"},
                        {"x_axis", "Years from " + start},
                        {"y_axis", "Net so far, £"}}};
  figure.description = "A line for each system that rises by what a year gains net and falls by what it costs net. " +
                       figure.title + ".";
  figure.note =
      "Above 0 what was gained so far is more than what was paid. It may fall below again: costs of the new model go "
      "on. "
      "Public money, real, not discounted, not corrected for optimism.";
  if (!samples) figure.note += " The folder holds no values by replication, so that there is no band.";
  return figure;
}

std::optional<Section> money(const Inputs& inputs) {
  Section section{"money", "Money", {}, {}};
  const auto add_all = [&](std::vector<Figure> figures) {
    for (Figure& figure : figures)
      if (!figure.table.rows.empty()) section.figures.push_back(std::move(figure));
  };
  if (const Records* const summary = inputs.records("cba_summary.csv")) add_all(summary_figures(inputs, *summary));
  if (const Records* const by_agency = inputs.records("cba_by_agency_year.csv"))
    for (const auto make : {who_pays, cost_and_benefit, payback})
      if (std::optional<Figure> figure = make(inputs, *by_agency)) section.figures.push_back(std::move(*figure));
  if (const Records* const plan = inputs.records("plan.csv")) add_all({plan_figures(*plan)});
  if (const Records* const reconciliation = inputs.records("reconciliation.csv"))
    add_all(baseline_cost(inputs, *reconciliation));
  if (const Records* const agreements = inputs.records("agreements.csv")) add_all(agreement_figures(*agreements));
  if (section.figures.empty()) return std::nullopt;
  section.paragraphs = {
      "A benefit is a difference between two systems that the same people lived through, so that nothing is taken off "
      "it for what would have happened anyway. Old lines that stop because the new model replaces them are a benefit, "
      "shown apart, and never cash.",
      "Benefits paid and taxes count for the agency that pays or receives them and not as public value. Corrections "
      "for optimism follow the grade of the evidence: costs are raised and benefits cut, the more the weaker it is."};
  return section;
}

}  // namespace report::sections
