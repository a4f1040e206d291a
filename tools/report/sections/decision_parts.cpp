#include "tools/report/sections/decision_parts.hpp"

#include "tools/report/sections/figure.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace report::sections {

namespace {

constexpr std::size_t most_points = 60;  ///< of a system, that are drawn
constexpr double wanted_bins = 24;

/// A round width: 1, 2 or 5 times a power of ten.
double round_width(double rough) {
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double times : {1.0, 2.0, 5.0})
    if (rough <= times * power) return times * power;
  return 10 * power;
}

/// The plan's figures for the net saving, as decision.csv has them.
std::set<double> planned(const Records* decision) {
  std::set<double> figures;
  for (std::size_t r = 0; decision != nullptr && r < decision->size(); ++r)
    if (decision->text(r, "quantity") == "reaches the plan" && decision->text(r, "of") == "net_saving")
      figures.insert(decision->number(r, "at"));
  return figures;
}

std::string spread_title(const std::vector<std::pair<std::string, std::vector<double>>>& savings,
                         const std::set<double>& plan) {
  std::vector<std::string> parts;
  for (const auto& [system, values] : savings)
    parts.push_back(fmt::format("{} saves between {} and {}", readable(system),
                                shown(quantile(values, 0.05), Kind::money),
                                shown(quantile(values, 0.95), Kind::money)));
  std::string text = "In nine of ten replications " + list(parts);
  for (const double figure : plan) {
    std::vector<std::string> reached;
    for (const auto& [system, values] : savings) {
      const auto n = std::count_if(values.begin(), values.end(), [&](double v) { return v >= figure; });
      reached.push_back(fmt::format("{} of {}",
                                    shown(static_cast<double>(n) / static_cast<double>(values.size()), Kind::share),
                                    readable(system)));
    }
    text += fmt::format("; the plan's {} is reached in {}", shown(figure, Kind::money), list(reached));
  }
  return text;
}

/// The quadrant in which most replications lie.
std::string most_often(const Records& decision, const std::string& effect, const std::string& system) {
  double most = -1;
  std::string text;
  for (std::size_t r = 0; r < decision.size(); ++r) {
    if (decision.text(r, "part") != "plane" || decision.text(r, "of") != effect ||
        decision.text(r, "system") != system || decision.text(r, "unit") != "share of replications" ||
        decision.number(r, "value") <= most)
      continue;
    most = decision.number(r, "value");
    text = fmt::format("{} is {} in {} of the replications", readable(system), decision.text(r, "quantity"),
                       with_interval(most, decision.number(r, "ci_low"), decision.number(r, "ci_high"), Kind::share));
  }
  return text;
}

}  // namespace

std::string unit_of_effect(const Records& decision, const std::string& effect) {
  for (std::size_t r = 0; r < decision.size(); ++r)
    if (decision.text(r, "part") == "plane" && decision.text(r, "of") == effect &&
        decision.text(r, "quantity") == "extra effect")
      return decision.text(r, "unit");
  return readable(effect);
}

std::optional<Figure> spread_of_saving(const Inputs& inputs, const Samples& samples, const Records* decision) {
  std::vector<std::pair<std::string, std::vector<double>>> savings;
  double least = 0, greatest = 0;
  for (const std::string& system : inputs.others()) {
    std::vector<double> values = samples.values(system, "net_saving");
    std::erase_if(values, [](double v) { return !std::isfinite(v); });
    if (values.size() < 2) continue;
    for (const double value : values) {
      least = std::min(least, value);
      greatest = std::max(greatest, value);
    }
    savings.emplace_back(system, std::move(values));
  }
  if (savings.empty()) return std::nullopt;
  const std::set<double> plan = planned(decision);
  const double width = greatest > least ? round_width((greatest - least) / wanted_bins) : 1;

  Figure figure = figure_of("decision-saving", "How net saving is spread", spread_title(savings, plan));
  figure.table.name = "Spread of net saving";
  figure.table.columns = {{"system", "System"},
                          {"from", "Net saving from, £", Kind::money},
                          {"to", "to, £", Kind::money},
                          {"count", "Replications", Kind::number}};
  for (const auto& [system, values] : savings) {
    std::map<double, double> counts;  // by number of the bin
    for (const double value : values) ++counts[std::floor(value / width)];
    for (double bin = counts.begin()->first; bin <= counts.rbegin()->first; ++bin) {
      const auto found = counts.find(bin);
      figure.table.rows.push_back(
          {readable(system), bin * width, (bin + 1) * width, found == counts.end() ? 0.0 : found->second});
    }
  }
  nlohmann::json marks = nlohmann::json::array();
  for (const double at : plan) marks.push_back({{"x", at}, {"label", "the plan's " + shown(at, Kind::money)}});
  marks.push_back({{"x", 0}, {"label", "no saving"}});
  figure.chart = Chart{"histogram",
                       {{"from", "from"},
                        {"to", "to"},
                        {"count", "count"},
                        {"facet", "system"},
                        {"marks", marks.dump()},
                        {"x_axis", "Net saving over the whole period, £"},
                        {"y_axis", "Replications"}}};
  figure.description =
      "Columns for each system: in how many replications its net saving over the whole period lies between two "
      "amounts. " +
      figure.title + ".";
  figure.note = plan.empty() ? "" : "The plan's figure is a prediction to compare with: nothing is fitted to it.";
  return figure;
}

Figure plane(const Inputs& inputs, const Samples& samples, const Records& decision, const std::string& effect) {
  const std::string unit = unit_of_effect(decision, effect);
  Figure figure = figure_of("decision-plane-" + id_of(effect), "Cost against effect");
  figure.table.name = sheet_name("Plane", effect);
  figure.table.columns = {{"system", "System"},
                          {"replication", "Replication", Kind::number},
                          {"effect", "Gained: " + unit, Kind::number},
                          {"cost", "More cost, £", Kind::money}};
  std::vector<std::string> parts;
  std::size_t step = 1;
  for (const std::string& system : inputs.others()) {
    if (std::string part = most_often(decision, effect, system); !part.empty()) parts.push_back(std::move(part));
    const std::vector<double> gained = samples.values(system, "effect." + effect),
                              saved = samples.values(system, "net_saving_discounted");
    step = std::max(step, (gained.size() + most_points - 1) / most_points);
    for (std::size_t r = 0; r < gained.size(); r += step)
      if (std::isfinite(gained[r]) && std::isfinite(saved[r]))
        figure.table.rows.push_back({readable(system), samples.replications()[r], gained[r], 0.0 - saved[r]});
  }
  figure.title = fmt::format("Counted by the {}, {}", unit, list(parts));
  figure.chart = Chart{"points",
                       {{"x", "effect"},
                        {"y", "cost"},
                        {"series", "system"},
                        {"x_axis", "Gained against " + readable(inputs.finished().baseline) + ": " + unit},
                        {"y_axis", "More cost, £; below 0 it saves"}}};
  if (step > 1) figure.chart->channels["sampled"] = fmt::format("every {}th replication", step);
  figure.description =
      "A point for each replication and system: what it costs more than the baseline against what it gains, both "
      "discounted; right of 0 it is better, below 0 cheaper. " +
      figure.title + ".";
  if (step > 1) figure.note = fmt::format("Shares are of all replications; points of every {}th.", step);
  return figure;
}

}  // namespace report::sections
