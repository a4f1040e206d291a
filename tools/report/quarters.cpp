#include "tools/report/quarters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace report {

namespace {

constexpr std::size_t weeks_in_a_quarter = 13, least_weeks = 7;

/// What a series of a system says of its weeks, by the week's first day.
struct Weeks {
  std::map<std::string, Band> waiting, wait_days, cases;
};

/// A mean in the making.
class Weighted {
 public:
  void add(const Band& week, double weight) {
    if (!std::isfinite(week.mean) || !(weight > 0)) return;
    mean_ += weight * week.mean;
    low_ += weight * week.low;
    high_ += weight * week.high;
    weight_ += weight;
  }
  Band mean() const {
    const auto of = [this](double sum) { return weight_ > 0 ? six_figures(sum / weight_) : experiment::missing; };
    return {of(mean_), of(low_), of(high_)};
  }

 private:
  double mean_ = 0, low_ = 0, high_ = 0, weight_ = 0;
};

Quarter quarter_of(const Weeks& weeks, const std::vector<std::string>& days) {
  Weighted waiting, wait_days;
  for (const std::string& day : days) {
    if (const auto found = weeks.waiting.find(day); found != weeks.waiting.end()) waiting.add(found->second, 1);
    const auto wait = weeks.wait_days.find(day), cases = weeks.cases.find(day);
    if (wait != weeks.wait_days.end() && cases != weeks.cases.end()) wait_days.add(wait->second, cases->second.mean);
  }
  return {days.front(), waiting.mean(), wait_days.mean()};
}

}  // namespace

double six_figures(double value) {
  if (!std::isfinite(value)) return value;
  const std::string text = fmt::format("{:.6g}", value);
  double rounded = value;
  std::from_chars(text.data(), text.data() + text.size(), rounded);
  return rounded;
}

std::map<std::pair<std::string, std::string>, std::vector<Quarter>> quarters(const Records& weekly,
                                                                             const std::vector<std::string>& services) {
  const std::set<std::string> wanted(services.begin(), services.end());
  std::map<std::pair<std::string, std::string>, Weeks> series;
  std::set<std::string> days;
  for (std::size_t r = 0; r < weekly.size(); ++r) {
    const std::string& service = weekly.text(r, "service");
    if (!wanted.contains(service)) continue;
    const std::string& metric = weekly.text(r, "metric");
    Weeks& weeks = series[{service, weekly.text(r, "system")}];
    auto* const values = metric == "waiting"     ? &weeks.waiting
                         : metric == "wait_days" ? &weeks.wait_days
                         : metric == "cases"     ? &weeks.cases
                                                 : nullptr;
    if (values == nullptr) continue;
    const std::string& day = weekly.text(r, "week");
    days.insert(day);
    values->emplace(day, Band{weekly.number(r, "mean"), weekly.number(r, "ci_low"), weekly.number(r, "ci_high")});
  }
  const std::vector<std::string> in_time(days.begin(), days.end());
  std::map<std::pair<std::string, std::string>, std::vector<Quarter>> found;
  for (const auto& [key, weeks] : series)
    for (std::size_t first = 0; first < in_time.size(); first += weeks_in_a_quarter) {
      const std::size_t end = std::min(first + weeks_in_a_quarter, in_time.size());
      if (end - first < least_weeks && first > 0) break;
      found[key].push_back(quarter_of(weeks, {in_time.begin() + static_cast<std::ptrdiff_t>(first),
                                              in_time.begin() + static_cast<std::ptrdiff_t>(end)}));
    }
  return found;
}

}  // namespace report
