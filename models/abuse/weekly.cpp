#include "models/abuse/weekly.hpp"

#include "models/abuse/world.hpp"
#include "models/scenario/units.hpp"

#include <algorithm>
#include <cmath>

namespace abuse {

namespace {

constexpr double week = 7;

Time end_of(const Plan& plan) { return static_cast<double>(plan.years) * config::year; }

std::size_t weeks_in(const Plan& plan) { return static_cast<std::size_t>(std::ceil(end_of(plan) / week)); }

bool is_limited(const CompiledService& s, const CompiledSystem& system) {
  return s.resource != none16 && !std::isinf(system.resources[s.resource].units);
}

}  // namespace

std::vector<WeeklySeries> weekly_series(const Plan& plan, std::size_t system) {
  const CompiledSystem& sys = plan.systems[system];
  std::vector<WeeklySeries> all;
  const auto follow = [&](std::size_t metric, WeeklySeries::From from) {
    const auto same = [&](const WeeklySeries& series) { return series.metric == metric; };
    if (std::any_of(all.begin(), all.end(), same)) return;
    all.push_back({.metric = metric, .from = from});
  };
  for (const CompiledService& s : sys.services) {
    const bool limited = is_limited(s, sys);
    if (!limited && !s.is_batch()) continue;
    follow(s.metrics.waiting, WeeklySeries::From::waiting);
    follow(s.metrics.referrals, WeeklySeries::From::counts);
    follow(s.metrics.cases, WeeklySeries::From::counts);
    follow(s.metrics.wait, WeeklySeries::From::counts);
    if (limited) follow(s.metrics.use, WeeklySeries::From::use);
    follow(s.metrics.turned_away, WeeklySeries::From::counts);
    follow(s.metrics.reneged, WeeklySeries::From::counts);
  }
  for (WeeklySeries& series : all)
    for (std::size_t i = 0; i < sys.services.size(); ++i) {
      const ServiceMetrics& m = sys.services[i].metrics;
      for (const std::size_t metric : {m.waiting, m.referrals, m.cases, m.wait, m.use, m.turned_away, m.reneged})
        if (metric == series.metric) series.services.push_back(i);
    }
  return all;
}

experiment::Weekly weekly_names(const Plan& plan) {
  experiment::Weekly names;
  for (std::size_t s = 0; s < plan.systems.size(); ++s)
    for (const WeeklySeries& series : weekly_series(plan, s)) {
      const experiment::Metric& metric = plan.catalogue.metrics()[series.metric];
      const std::string& label = plan.systems[s].services[series.services.front()].label;
      names.series.push_back({plan.systems[s].name, label, metric.name.substr(label.size() + 1), metric.unit});
    }
  for (std::size_t w = 0; w < weeks_in(plan); ++w)
    names.weeks.push_back(
        scenario::format_date(plan.scenario.run.start + static_cast<std::int64_t>(static_cast<double>(w) * week)));
  return names;
}

WeekBook::WeekBook(const Plan& plan, std::size_t system)
    : plan_(plan), series_(weekly_series(plan, system)), booked_(series_.size()),
      values_(series_.size() * weeks_in(plan)), weeks_(weeks_in(plan)) {}

Time WeekBook::next() const {
  return week_ == weeks_ ? forever : std::min(static_cast<double>(week_ + 1) * week, end_of(plan_));
}

WeekBook::SoFar WeekBook::so_far(const WeeklySeries& series, const World& world, Time now) const {
  if (series.from == WeeklySeries::From::counts)
    return {world.measures().amount(series.metric), world.measures().weight(series.metric)};
  SoFar sum;
  for (const std::size_t service : series.services) {
    const World::Areas areas = world.areas(service, now);
    sum.amount += series.from == WeeklySeries::From::waiting ? areas.waiting : areas.busy;
    sum.weight += areas.there;
  }
  if (series.from == WeeklySeries::From::waiting) sum.weight = now;
  return sum;
}

void WeekBook::close_week(const World& world) {
  const Time now = next();
  for (std::size_t i = 0; i < series_.size(); ++i) {
    const SoFar sum = so_far(series_[i], world, now);
    const double amount = sum.amount - booked_[i].amount, weight = sum.weight - booked_[i].weight;
    booked_[i] = sum;
    double& value = values_[i * weeks_ + week_];
    if (plan_.catalogue.form(series_[i].metric) == Form::sum)
      value = amount;
    else
      value = weight > 0 ? amount / weight : experiment::missing;
  }
  ++week_;
}

}  // namespace abuse
