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

/// What the two pictures over time are of.
struct Followed {
  const char *id, *subject, *sheet, *axis;
  const char *metric, *unit;  ///< of the service: "_wait_days"; after a number
  const char* things;         ///< what the intervals may show to have become less or more
  const char* note;
  Band Quarter::*value;
};
constexpr Followed followed[] = {
    {"waits", "Waits by quarter", "Waits by quarter", "Wait, days", "_wait_days", "days", "waits",
     "Wait from referral to start, of cases begun, each week weighted with its cases.", &Quarter::wait_days},
    {"waiting", "People waiting by quarter", "Waiting by quarter", "People waiting", "_waiting", "people", "queues",
     "People waiting, averaged over time.", &Quarter::waiting}};

/// A service whose interval shows a change, and how much.
struct Change {
  std::string service;
  double from = 0, to = 0;
};

/// "shorter at three services, most at IDVA (12.0 to 3.1 days)". \param of  all that went one way
std::string in_words(const std::vector<Change>& of, const char* way, const char* unit) {
  const Change& most = *std::max_element(of.begin(), of.end(), [](const Change& a, const Change& b) {
    return std::abs(a.to - a.from) < std::abs(b.to - b.from);
  });
  return fmt::format("{} at {}{} ({} to {} {})", way,
                     of.size() == 1 ? "" : counted(of.size(), "service") + ", most at ", readable(most.service),
                     shown(most.from, Kind::number), shown(most.to, Kind::number), unit);
}

/// "Under option 1 waits are shorter at A (12.0 to 3.1 days) and longer at two services, most at B (...); under ..."
std::string title_of(const Inputs& inputs, const std::vector<std::string>& queues, const Followed& what) {
  const Measures& summary = *inputs.summary();
  const std::string& baseline = inputs.finished().baseline;
  if (!can_compare(inputs))
    return fmt::format("{} of {} under {}: {} {}", what.subject, readable(queues.front()), readable(baseline),
                       shown(summary.mean(baseline, queues.front() + what.metric), Kind::number), what.unit);
  std::string text;
  for (const std::string& system : inputs.others()) {
    std::vector<Change> less, more;
    for (const std::string& service : queues) {
      const Finding found = finding(inputs.differences()->find(system, service + what.metric));
      if (found != Finding::less && found != Finding::more) continue;
      const double from = summary.mean(baseline, service + what.metric),
                   to = summary.mean(system, service + what.metric);
      (found == Finding::less ? less : more).push_back({service, from, to});
    }
    text += fmt::format("{} {} {} are ", text.empty() ? "Under" : "; under", readable(system), what.things);
    std::vector<std::string> ways;
    if (!less.empty()) ways.push_back(in_words(less, "clearly shorter", what.unit));
    if (!more.empty()) ways.push_back(in_words(more, "clearly longer", what.unit));
    text += ways.empty() ? "not clearly different" : list(ways);
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
           {"cases_low", "95 % interval from", Kind::number},
           {"cases_high", "to", Kind::number},
           {"wait", "Wait, days", Kind::number},
           {"wait_low", "95 % interval from", Kind::number},
           {"wait_high", "to", Kind::number},
           {"used", "Capacity in use", Kind::share},
           {"used_low", "95 % interval from", Kind::share},
           {"used_high", "to", Kind::share},
           {"turned_away", "Turned away", Kind::number},
           {"gave_up", "Gave up waiting", Kind::number},
           {"cases_difference", "Difference in cases", Kind::number},
           {"cases_difference_low", "95 % interval from", Kind::number},
           {"cases_difference_high", "to", Kind::number},
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
  std::vector<Cell> row{readable(service), readable(system), year};
  add_mean(row, summary.find(system, service + "_cases", year));
  add_mean(row, summary.find(system, service + "_wait_days", year));
  add_mean(row, used(summary, system, service, year));
  row.emplace_back(summary.mean(system, service + "_turned_away", year));
  row.emplace_back(summary.mean(system, service + "_reneged", year));
  add_mean(row, difference("_cases"));
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
      const Measured* const m = used(summary, system, service);
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
      if (const Measured* const m = used(summary, system, service); m != nullptr && m->mean > most) {
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
