#include "tools/results/summary_json.hpp"

#include "tools/results/json_text.hpp"

#include <fmt/format.h>
namespace results {
namespace {

/// {"incidents": {...}, ...} of everybody's metrics, one a line.
template <class SummaryOf>
std::string metrics_object(const experiment::Results& results, const std::string& indent, SummaryOf summary_of) {
  std::string json, separator = "{";
  for (std::size_t m = 0; m < results.metrics.size(); ++m) {
    const experiment::Metric& metric = results.metrics[m];
    if (!metric.group.empty()) continue;
    const sim::Summary& s = summary_of(m);
    json += fmt::format(
        "{}\n{}  {}: {{\"mean\": {}, \"ci_low\": {}, \"ci_high\": {}, \"p05\": {}, \"p50\": {}, "
        "\"p95\": {}, \"n\": {}, \"unit\": {}}}",
        separator, indent, quoted(metric.name), json_number(s.mean), json_number(s.ci_low), json_number(s.ci_high),
        json_number(s.p05), json_number(s.p50), json_number(s.p95), s.n, quoted(metric.unit));
    separator = ",";
  }
  return json.empty() ? "{}" : json + "\n" + indent + "}";
}

std::string years_array(const experiment::Results& results, const Summaries& summaries, std::size_t system) {
  std::string json, separator = "[";
  for (std::size_t row = 0; row < results.years.size(); ++row) {
    json += fmt::format("{}\n        {{\"year\": {}, \"metrics\": {}}}", separator, quoted(results.years[row]),
                        metrics_object(results, "        ", [&](std::size_t m) -> const sim::Summary& {
                          return summaries.of(system, row, m);
                        }));
    separator = ",";
  }
  return json.empty() ? "[]" : json + "\n      ]";
}

}  // namespace

std::string summary_json(const SummaryHead& head, const experiment::Results& results, const Summaries& summaries) {
  const std::size_t horizon = results.years.size();
  std::string json = fmt::format(
      "{{\n  \"model\": {},\n  \"title\": {},\n  \"area\": {},\n  \"baseline\": {},\n  \"replications\": {},\n"
      "  \"run\": {},\n  \"systems\": {{",
      quoted(head.model), quoted(head.title), quoted(results.area), quoted(results.systems.at(results.baseline)),
      results.replications.size(), quoted(head.run));
  for (std::size_t system = 0; system < results.systems.size(); ++system)
    json += fmt::format(
        "{}\n    {}: {{\n      \"metrics\": {},\n      \"years\": {}\n    }}", system == 0 ? "" : ",",
        quoted(results.systems[system]),
        metrics_object(results, "      ",
                       [&](std::size_t m) -> const sim::Summary& { return summaries.of(system, horizon, m); }),
        years_array(results, summaries, system));
  json += "\n  },\n  \"differences\": {";
  std::string separator;
  for (std::size_t system = 0; system < results.systems.size(); ++system) {
    if (system == results.baseline) continue;
    json += fmt::format("{}\n    {}: {}", separator, quoted(results.systems[system]),
                        metrics_object(results, "    ", [&](std::size_t m) -> const sim::Summary& {
                          return summaries.difference(system, horizon, m);
                        }));
    separator = ",";
  }
  return json + (separator.empty() ? "}\n}\n" : "\n  }\n}\n");
}

}  // namespace results
