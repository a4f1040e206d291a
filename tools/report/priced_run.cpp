#include "tools/report/priced_run.hpp"

#include "models/abuse/load.hpp"
#include "models/economics/classes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace report {

namespace {

constexpr double weakest = 6;  // grade of what has none

bool names(const std::string& systems, const std::string& system) {
  return (";" + systems + ";").find(";" + system + ";") != std::string::npos;
}

Price price_of(const Records& file, std::size_t row) {
  const auto text = [&](const char* column) { return file.text(row, column); };
  const auto number = [&](const char* column) { return file.number(row, column); };
  const auto or_one = [&](const char* column) {
    const double x = number(column);
    return std::isnan(x) ? 1 : x;
  };
  Price p;
  p.systems = text("systems");
  p.service = text("service");
  p.line = text("line");
  p.agency = text("agency");
  p.unit = text("unit");
  p.kind = text("kind");
  p.spend = text("spend");
  p.gain = text("gain");
  p.cashable = text("cashable");
  p.status = text("status");
  p.source = text("source");
  p.metric = text("metric");
  p.is_value = p.systems.empty();
  p.transfer = text("transfer") == "true";
  p.new_model = text("new_model") == "true";
  p.stops = text("stops") == "true";
  p.price = number("price");
  p.low = number("low");
  p.high = number("high");
  p.year = number("price_year");
  p.deflator = number("deflator");
  p.real = number("real_price");
  p.counted = or_one("counted");
  p.amount = or_one("amount");
  p.grade = number("grade");
  return p;
}

/// Fills a run from its files.
class Reader {
 public:
  Reader(const Inputs& inputs, PricedRun& run) : summary_(*inputs.summary()), run_(run) {}

  void lines() {
    const abuse::Plan& plan = *run_.plan;
    std::map<std::pair<std::string, std::size_t>, std::size_t> known;
    for (std::size_t l = 0; l < plan.lines.size(); ++l) {
      const economics::Line& line = plan.lines[l];
      if (!line.headline || !known.try_emplace({line.name, line.agency}, run_.lines.size()).second) continue;
      CbaLine cba;
      cba.name = line.name;
      cba.agency = line.agency;
      cba.role = line.new_model ? CbaLine::Role::cost : CbaLine::Role::fiscal;
      cba.transfer = line.transfer;
      cba.stops = line.stops && !line.new_model;
      cba.grade = line.grade.value_or(static_cast<int>(weakest));
      const auto kind = std::string(abuse::cost_kind_names[static_cast<std::size_t>(line.kind)]);
      for (std::size_t p = 0; p < run_.prices.size(); ++p) {
        Price& price = run_.prices[p];
        if (price.is_value || price.line != line.name || price.agency != plan.agencies[line.agency]) continue;
        price.cba_line = run_.lines.size();
        if (price.kind == kind && price.price > 0 && !std::isnan(price.grade)) cba.graded.push_back(p);
      }
      add(std::move(cba));
      metrics_.push_back(plan.catalogue.metrics()[plan.payer_metric[l]].name);
    }
    values();
  }

  void used() {
    for (std::size_t s = 0; s < run_.systems.size(); ++s)
      for (std::size_t p = 0; p < run_.prices.size(); ++p)
        if (pays(s, p)) add_used(s, p);
    if (run_.drawn) adjust();
  }

 private:
  double mean(std::size_t system, const std::string& metric, std::size_t year) const {
    const Measured* const found = summary_.find(run_.systems[system], metric, run_.years[year]);
    return found ? found->mean : experiment::missing;
  }

  void add(CbaLine line) {
    double worst = 0;
    for (const std::size_t p : line.graded) worst = std::max(worst, run_.prices[p].grade);
    if (worst != line.grade) line.graded.clear();
    if (const auto* appraisal = run_.appraisal())
      for (const auto& name : appraisal->optimism_bias.already_in_distribution)
        line.own_optimism = line.own_optimism || name.name == line.name;
    run_.lines.push_back(std::move(line));
  }

  void values() {
    const abuse::CompiledAppraisal& compiled = run_.plan->appraisal;
    for (std::size_t v = 0; v < compiled.values.size(); ++v) {
      const auto& [name, place, value] = run_.appraisal()->values[v];
      if (!value.headline || compiled.values[v].of == abuse::CompiledAppraisal::none) continue;
      CbaLine cba;
      cba.name = name;
      const auto gain = static_cast<economics::Gain>(value.gain);
      const bool fiscal = gain == economics::Gain::fiscal;
      cba.role = fiscal                              ? CbaLine::Role::fiscal
                 : gain == economics::Gain::economic ? CbaLine::Role::economic
                                                     : CbaLine::Role::social;
      if (fiscal) cba.agency = compiled.values[v].agency;
      cba.transfer = value.transfer && fiscal;
      cba.health = value.health && !fiscal;
      cba.grade = value.grade.value_or(static_cast<int>(weakest));
      for (std::size_t p = 0; p < run_.prices.size(); ++p) {
        Price& price = run_.prices[p];
        if (!price.is_value || price.line != name) continue;
        price.cba_line = run_.lines.size();
        if (!std::isnan(price.grade)) cba.graded.push_back(p);
      }
      add(std::move(cba));
      metrics_.push_back("value." + name);
    }
  }

  /// Whether a system pays that price: it has the record itself, or drains a service of the baseline's.
  bool pays(std::size_t system, std::size_t price) const {
    const Price& p = run_.prices[price];
    if (p.is_value || names(p.systems, run_.systems[system])) return true;
    if (!names(p.systems, run_.systems[run_.baseline])) return false;
    for (const Price& other : run_.prices)
      if (other.metric == p.metric && names(other.systems, run_.systems[system])) return false;
    for (std::size_t y = 0; y < run_.years.size(); ++y)
      if (const double units = mean(system, p.metric, y); std::isfinite(units) && units != 0) return true;
    return false;
  }

  void add_used(std::size_t system, std::size_t price) {
    const Price& p = run_.prices[price];
    Used used{price, system, {}, std::vector<double>(run_.years.size(), 1)};
    for (std::size_t y = 0; y < run_.years.size(); ++y) used.units.push_back(mean(system, p.metric, y));
    if (std::any_of(used.units.begin(), used.units.end(), [](double u) { return std::isnan(u); })) return;
    run_.used.push_back(std::move(used));
  }

  /// Where prices were drawn, what a line came to on average is not its units times its price.
  void adjust() {
    const std::size_t years = run_.years.size();
    std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> worth;  // by system and line
    for (const Used& u : run_.used) {
      const Price& p = run_.prices[u.price];
      if (p.cba_line == no_index) continue;
      auto& sums = worth.try_emplace({u.system, p.cba_line}, years, 0.0).first->second;
      for (std::size_t y = 0; y < years; ++y) sums[y] += u.money(p, y);
    }
    for (Used& u : run_.used) {
      const std::size_t line = run_.prices[u.price].cba_line;
      if (line == no_index) continue;
      for (std::size_t y = 0; y < years; ++y) {
        const double all = worth.at({u.system, line})[y], simulated = mean(u.system, metrics_[line], y);
        if (all != 0 && std::isfinite(simulated)) u.paid[y] = simulated / all;
      }
    }
  }

  const Measures& summary_;
  PricedRun& run_;
  std::vector<std::string> metrics_;  ///< by line: what it came to
};

/// Every case of which a part is counted is rounded to the penny by itself; days and years once a year.
double tolerance(const PricedRun& run) {
  std::vector<double> by_system(run.systems.size(), 0.01 * static_cast<double>(run.used.size()));
  for (const Used& u : run.used) {
    const Price& p = run.prices[u.price];
    if (p.is_value || p.unit != "per_case" || p.counted == 1 || p.counted <= 0) continue;
    for (const double units : u.units) by_system[u.system] += 0.005 * units / p.counted;
  }
  return 2 * *std::max_element(by_system.begin(), by_system.end());  // a difference is of two systems
}

}  // namespace

std::optional<PricedRun> priced_run(const Inputs& inputs, std::string& why) {
  const auto none = [&](const char* reason) {
    why = reason;
    return std::nullopt;
  };
  const Records* const prices = inputs.records("prices.csv");
  if (inputs.is_sweep()) return none("a sweep has no one set of inputs to add up");
  if (!inputs.summary()) return none("the folder has no summary.csv");
  if (!prices || prices->size() == 0) return none("nothing is priced in it");
  if (!prices->has("metric")) return none("it was written before what each price was paid for was counted");
  PricedRun run;
  run.systems = inputs.finished().systems;
  run.years = inputs.summary()->years;
  run.drawn = inputs.drawn();
  if (run.years.empty()) return none("it has no years");
  if (!inputs.abuse()) return none("this program cannot read its scenario any more");
  run.plan = inputs.abuse()->plan;
  run.agencies = run.plan->agencies;
  while (run.baseline + 1 < run.systems.size() && run.systems[run.baseline] != inputs.finished().baseline)
    ++run.baseline;
  for (std::size_t row = 0; row < prices->size(); ++row) run.prices.push_back(price_of(*prices, row));
  Reader reader(inputs, run);
  reader.lines();
  reader.used();
  run.tolerance = tolerance(run);
  return run;
}

}  // namespace report
