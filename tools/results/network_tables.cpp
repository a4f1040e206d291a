#include "tools/results/network_tables.hpp"

#include "tools/results/json_text.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace results {
namespace {

/// A JSON value whose text is known, or an object of such values in the order in which they came.
struct Value {
  std::string text;
  std::vector<std::pair<std::string, Value>> members;

  Value& at(const std::string& key) {
    for (auto& member : members)
      if (member.first == key) return member.second;
    return members.emplace_back(key, Value{}).second;
  }
};

std::string estimate(const sim::Summary& s) {
  return fmt::format("{{\"mean\": {}, \"ci_low\": {}, \"ci_high\": {}, \"n\": {}}}", json_number(s.mean),
                     json_number(s.ci_low), json_number(s.ci_high), s.n);
}

void write(const Value& value, const std::string& indent, std::string& json) {
  if (value.members.empty()) {
    json += value.text;
    return;
  }
  std::string separator = "{";
  for (const auto& [key, inner] : value.members) {
    json += fmt::format("{}\n{}  {}: ", separator, indent, quoted(key));
    write(inner, indent + "  ", json);
    separator = ",";
  }
  json += "\n" + indent + "}";
}

Value& place(Value& root, const std::vector<std::string>& path) {
  Value* value = &root;
  for (const std::string& part : path) value = &value->at(part);
  return *value;
}

std::string with_interval(const sim::Summary& s) {
  if (s.n == 0 || !std::isfinite(s.mean)) return "-";
  if (!std::isfinite(s.ci_low)) return fmt::format("{:.5g}", s.mean);
  const double half = s.ci_high - s.mean;
  const int decimals = decimals_for_interval(s.mean, half);
  return fmt::format("{} +- {}", grouped(s.mean, decimals), grouped(half, decimals));
}

}  // namespace

std::string network_json(const std::string& title, const std::string& run, const std::vector<network::Output>& numbers,
                         const std::vector<network::Output>& arrays, const experiment::Results& results,
                         const Summaries& summaries) {
  Value root;
  root.at("model").text = quoted("network");
  root.at("title").text = quoted(title);
  root.at("replications").text = std::to_string(results.replications.size());
  root.at("run").text = quoted(run);
  for (std::size_t m = 0; m < numbers.size(); ++m) place(root, numbers[m].path).text = estimate(summaries.of(0, 0, m));
  std::size_t m = numbers.size();
  for (const network::Output& array : arrays) {
    std::string list;
    for (; m < results.metrics.size() && results.metrics[m].name.starts_with(array.name() + "."); ++m)
      list += (list.empty() ? "" : ", ") + estimate(summaries.of(0, 0, m));
    place(root, array.path).text = "[" + list + "]";
  }
  std::string json;
  write(root, "", json);
  return json + "\n";
}

std::string network_text(const std::string& title, const std::string& run, const std::vector<network::Output>& numbers,
                         const experiment::Results& results, const Summaries& summaries) {
  std::string text = fmt::format("{}\nMean of {} replications +- half-width of its 95 % interval. Run: {}.\n", title,
                                 results.replications.size(), run);
  std::vector<std::string> shown{"arrivals",  "renege_share", "balk_share", "utilisation", "mean_in_queue",
                                 "mean_wait", "wait_p95",     "p_wait",     "completed",   "mean_time_in_system"};
  std::size_t classes = 0;
  for (const network::Output& o : numbers) classes += o.path.front() == "classes" && o.path.back() == "completed";
  std::vector<std::string> last_scope;
  for (std::size_t m = 0; m < numbers.size(); ++m) {
    std::vector<std::string> scope(numbers[m].path.begin(), numbers[m].path.end() - 1);
    const std::string& name = numbers[m].path.back();
    if (scope.size() > 2 && classes == 1) continue;
    if (std::find(shown.begin(), shown.end(), name) == shown.end()) continue;
    const sim::Summary& s = summaries.of(0, 0, m);
    if (s.n == 0 || (s.mean == 0 && (name == "renege_share" || name == "balk_share"))) continue;
    if (scope != last_scope) {
      std::string heading = scope[0] == "stations" ? "station " + scope[1] : "class " + scope[1];
      if (scope.size() > 2) heading += ", class " + scope[3];
      text += "\n" + heading + "\n";
      last_scope = scope;
    }
    text += fmt::format("  {} {}  {}\n", pad_right(name, 22), pad_left(with_interval(s), 24), numbers[m].unit);
  }
  return text;
}

}  // namespace results
