#include "tools/report/comparison.hpp"
#include "tools/report/period.hpp"
#include "tools/report/quarters.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/services.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report::sections {

namespace {

constexpr std::size_t most_services = 9;
constexpr double least_wait = 0.05;  // days: about an hour

/// Services at which people wait an hour or more in the mean, the longest wait in any system first.
std::vector<std::string> with_queues(const Inputs& inputs, const std::vector<std::string>& all) {
  std::vector<std::pair<double, std::string>> waits;
  for (const std::string& service : all) {
    double longest = 0;
    for (const std::string& system : inputs.finished().systems)
      longest = std::fmax(longest, inputs.summary()->mean(system, service + "_wait_days"));
    if (longest >= least_wait) waits.emplace_back(-longest, service);
  }
  std::stable_sort(waits.begin(), waits.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  for (const auto& [wait, service] : waits) names.push_back(service);
  return names;
}

/// Used share of a service's capacity: staff and meetings are utilised, places occupied.
const Measured* used(const Measures& summary, const std::string& system, const std::string& service,
                     const std::string& year) {
  const Measured* const m = summary.find(system, service + "_utilisation", year);
  return m != nullptr ? m : summary.find(system, service + "_occupancy", year);
}

/// What the two pictures over time are of.
struct Followed {
  const char *id, *subject, *sheet, *axis;
  const char *metric, *unit;          ///< of the service: "_wait_days"; after a number
  const char *less, *more, *nothing;  ///< what the intervals may show
  const char* note;
  Band Quarter::*value;
};
constexpr Followed followed[] = {
    {"waits", "Waits by quarter", "Waits by quarter", "Wait, days", "_wait_days", "days",
     "waits are clearly shorter for", "waits are clearly longer for", "no wait is clearly different",
     "Wait from referral to start, of cases begun, each week weighted with its cases.", &Quarter::wait_days},
    {"waiting", "People waiting by quarter", "Waiting by quarter", "People waiting", "_waiting", "people",
     "clearly fewer people wait for", "clearly more people wait for", "no queue is clearly different",
     "People waiting, averaged over time.", &Quarter::waiting}};

/// "Under option 1 waits are clearly shorter for A and B; under option 2 ..."
std::string title_of(const Inputs& inputs, const std::vector<std::string>& queues, const Followed& what) {
  if (!can_compare(inputs)) {
    const std::string& system = inputs.finished().baseline;
    return fmt::format("{} of {} under {}: {} {}", what.subject, readable(queues.front()), readable(system),
                       shown(inputs.summary()->mean(system, queues.front() + what.metric), Kind::number), what.unit);
  }
  std::string text;
  for (const std::string& system : inputs.others()) {
    std::vector<std::string> less, more;
    for (const std::string& service : queues) {
      const Finding found = finding(inputs.differences()->find(system, service + what.metric));
      if (found == Finding::less) less.push_back(readable(service));
      if (found == Finding::more) more.push_back(readable(service));
    }
    std::vector<std::string> clauses;
    if (!less.empty()) clauses.push_back(what.less + (" " + list(less)));
    if (!more.empty()) clauses.push_back(what.more + (" " + list(more)));
    text += (text.empty() ? "Under " : "; under ") + readable(system) + " ";
    text += clauses.empty() ? what.nothing : clauses.size() == 1 ? clauses[0] : clauses[0] + ", " + clauses[1];
  }
  return text;
}

std::optional<Figure> over_time(const Inputs& inputs, const std::vector<std::string>& queues, const Followed& what) {
  const Records* const weekly = inputs.records("weekly.csv");
  if (weekly == nullptr) return std::nullopt;
  const auto series = quarters(*weekly, queues);
  Table table{what.sheet,
              {{"service", "Service", Kind::text},
               {"system", "System", Kind::text},
               {"quarter", "Quarter from", Kind::text},
               {"mean", what.axis, Kind::number},
               {"ci_low", "95 % interval from", Kind::number},
               {"ci_high", "to", Kind::number}},
              {}};
  std::string description;
  for (const std::string& service : queues)
    for (const std::string& system : inputs.finished().systems) {
      const auto found = series.find({service, system});
      if (found == series.end()) continue;
      for (const Quarter& q : found->second) {
        const Band& band = q.*what.value;
        table.rows.push_back({readable(service), readable(system), q.first_day, band.mean, band.low, band.high});
      }
      if (const double last = (found->second.back().*what.value).mean; std::isfinite(last))
        description += fmt::format("{} under {}: {} in the last quarter. ", capital(readable(service)),
                                   readable(system), shown(last, Kind::number));
    }
  if (table.rows.empty()) return std::nullopt;
  Chart chart{"lines",
              {{"x", "quarter"},
               {"y", "mean"},
               {"low", "ci_low"},
               {"high", "ci_high"},
               {"series", "system"},
               {"facet", "service"},
               {"y_axis", what.axis}}};
  return Figure{
      .id = what.id,
      .title = title_of(inputs, queues, what),
      .subject = what.subject,
      .description = fmt::format("A line for each system, a panel for each service. {}", description),
      .note = fmt::format("The {} with the longest waits; thirteen weeks a point. {} Bands hold the mean over "
                          "replications at least as often as 95 % intervals do.",
                          queues.size() == 1 ? "service" : count(queues.size()) + " services", what.note),
      .chart = std::move(chart),
      .svg = "",
      .follows = {},
      .table = std::move(table)};
}

Table service_columns() {
  return {"Services",
          {{"service", "Service", Kind::text},
           {"system", "System", Kind::text},
           {"year", "Year", Kind::text},
           {"cases", "Cases begun", Kind::number},
           {"wait", "Wait, days", Kind::number},
           {"wait_low", "95 % interval from", Kind::number},
           {"wait_high", "to", Kind::number},
           {"used", "Capacity in use", Kind::share},
           {"used_low", "95 % interval from", Kind::share},
           {"used_high", "to", Kind::share},
           {"turned_away", "Turned away", Kind::number},
           {"gave_up", "Gave up waiting", Kind::number},
           {"cases_difference", "Difference in cases", Kind::number},
           {"wait_difference", "Difference in wait, days", Kind::number},
           {"wait_difference_low", "95 % interval from", Kind::number},
           {"wait_difference_high", "to", Kind::number}},
          {}};
}

std::vector<Cell> service_row(const Inputs& inputs, const std::string& service, const std::string& system,
                              const std::string& year) {
  const Measures& summary = *inputs.summary();
  const Measures* const differences = inputs.differences();
  const auto difference = [&](const char* what) {
    return differences == nullptr ? nullptr : differences->find(system, service + what, year);
  };
  const Measured* const cases = difference("_cases");
  std::vector<Cell> row{readable(service), readable(system), year, summary.mean(system, service + "_cases", year)};
  add_mean(row, summary.find(system, service + "_wait_days", year));
  add_mean(row, used(summary, system, service, year));
  row.emplace_back(summary.mean(system, service + "_turned_away", year));
  row.emplace_back(summary.mean(system, service + "_reneged", year));
  row.emplace_back(cases == nullptr ? unknown : cases->mean);
  add_mean(row, difference("_wait_days"));
  return row;
}

/// Services with a queue or a limit, the whole period, and those with a queue by year.
std::optional<Figure> by_service(const Inputs& inputs, const std::vector<std::string>& all,
                                 const std::vector<std::string>& queues) {
  const Measures& summary = *inputs.summary();
  const std::vector<std::string>& systems = inputs.finished().systems;
  std::vector<std::string> shown_ones = queues;
  for (const std::string& service : all) {
    const bool has_limit = std::any_of(systems.begin(), systems.end(), [&](const std::string& system) {
      const Measured* const m = used(summary, system, service, "");
      return m != nullptr && m->mean > 0;
    });
    if (has_limit && std::find(queues.begin(), queues.end(), service) == queues.end()) shown_ones.push_back(service);
  }
  Table table = service_columns();
  for (const std::string& service : shown_ones)
    for (const std::string& system : systems) {
      if (!(summary.mean(system, service + "_cases") > 0)) continue;
      table.rows.push_back(service_row(inputs, service, system, ""));
      if (std::find(queues.begin(), queues.end(), service) != queues.end())
        for (const std::string& year : summary.years) table.rows.push_back(service_row(inputs, service, system, year));
    }
  if (table.rows.empty()) return std::nullopt;
  std::string busiest;
  double most = -1;
  for (const std::string& system : systems)
    for (const std::string& service : shown_ones)
      if (const Measured* const m = used(summary, system, service, ""); m != nullptr && m->mean > most) {
        most = m->mean;
        busiest = fmt::format("{} under {}", readable(service), readable(system));
      }
  const std::string title =
      most > 0 ? fmt::format("The fullest service is {}: {} of capacity in use", busiest, shown(most, Kind::share))
               : "No service of these has a limit that is reached";
  return Figure{.id = "services",
                .title = title,
                .subject = "Services",
                .description =
                    "A dot for each service and system: capacity in use with its 95 % interval. The table holds cases "
                    "and waits as well, who was turned away and who gave up.",
                .note = fmt::format("Services with a queue or limited capacity, over {}; the others stand in the table "
                                    "of every measure. Differences are to {}.",
                                    period(inputs), readable(inputs.finished().baseline)),
                .chart = Chart{"intervals",
                               {{"label", "service"},
                                {"x", "used"},
                                {"low", "used_low"},
                                {"high", "used_high"},
                                {"series", "system"},
                                {"x_axis", "Capacity in use, %"}}},
                .svg = "",
                .follows = {"year"},
                .table = std::move(table)};
}

}  // namespace

std::optional<Section> demand(const Inputs& inputs) {
  if (inputs.is_sweep() || inputs.summary() == nullptr) return std::nullopt;
  const std::vector<std::string> all = services(*inputs.summary());
  std::vector<std::string> queues = with_queues(inputs, all);
  const std::size_t waited_at = queues.size();
  if (queues.size() > most_services) queues.resize(most_services);
  Section section{"demand", "Demand and waits by service", {}, {}};
  if (!queues.empty())
    for (const Followed& what : followed)
      if (std::optional<Figure> figure = over_time(inputs, queues, what)) section.figures.push_back(std::move(*figure));
  if (std::optional<Figure> figure = by_service(inputs, all, queues)) section.figures.push_back(std::move(*figure));
  if (section.figures.empty()) return std::nullopt;
  section.paragraphs.push_back(fmt::format(
      "{} simulated; {}.", capital(counted(all.size(), "service is", "services are")),
      waited_at == 0 ? "nobody waits for an hour in the mean at any of them"
                     : fmt::format("people wait for an hour or more in the mean at {} of them", count(waited_at))));
  return section;
}

}  // namespace report::sections
