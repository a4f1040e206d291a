#include "models/abuse/compiler.hpp"

#include <chrono>

namespace abuse {

namespace {

std::chrono::year_month_day civil(std::int64_t date) { return std::chrono::sys_days(std::chrono::days(date)); }

/// The same day so many years on; 29 February is 1 March in a year that lacks it.
std::int64_t moved(std::int64_t date, int years) {
  return std::chrono::sys_days(civil(date) + std::chrono::years(years)).time_since_epoch().count();
}

}  // namespace

/// By how many years to move a date: none, or if it is yearly into every year of the run, its warm-up included.
std::vector<int> Compiler::moves(std::int64_t date, bool yearly) const {
  if (!yearly) return {0};
  const config::Run& run = plan_->scenario.run;
  const auto years_to = [&](double day_of_run) {
    return static_cast<int>(
        (civil(run.start + static_cast<std::int64_t>(day_of_run)).year() - civil(date).year()).count());
  };
  std::vector<int> out;
  for (int years = years_to(-run.warm_up) - 1; years <= years_to(run.horizon) + 1; ++years) out.push_back(years);
  return out;
}

sim::Timetable Compiler::dates(const config::Capacity& c) const {
  std::vector<sim::Timetable::Gap> gaps;
  for (const auto& gap : c.gaps)
    for (const int years : moves(gap.since, gap.yearly))
      gaps.push_back({day(moved(gap.since, years)), day(moved(gap.until, years))});
  const Time every = c.every.value_or(1);
  if (c.starts.empty()) return {c.first_after.value_or(every), every, std::move(gaps)};
  std::vector<Time> dates;
  for (const auto& start : c.starts)
    for (const int years : moves(start.on, start.yearly)) dates.push_back(day(moved(start.on, years)));
  return sim::Timetable(std::move(dates), gaps);
}

}  // namespace abuse
