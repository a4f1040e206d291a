#include "tools/results/difference_csv.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"

namespace results {
namespace {

constexpr const char* header =
    "kind,path_or_metric,system,group,unit,first,second,difference,ci_low,ci_high,paired,n_first,n_second\n";

std::string text_line(std::string_view kind, std::string_view name, std::string_view first, std::string_view second) {
  return csv_line({kind, name, "", "", "", first, second, "", "", "", "", "", ""});
}

}  // namespace

std::string change_lines(std::span<const Change> facts, std::span<const InputChange> inputs, TextLine line) {
  std::string lines;
  const auto add = [&](std::string_view kind, const Change& c) {
    lines += line(kind, c.path, c.first.value_or(""), c.second.value_or(""));
  };
  for (const Change& fact : facts) add("run", fact);
  for (const InputChange& input : inputs) {
    if (!input.only_evidence) add("input", input);
    for (const Change& field : input.evidence) add("evidence", field);
  }
  return lines;
}

std::string unshared_lines(std::string_view kind, const Unshared& unshared, TextLine line) {
  std::string lines;
  for (const std::string& name : unshared.first) lines += line(kind, name, "present", "");
  for (const std::string& name : unshared.second) lines += line(kind, name, "", "present");
  return lines;
}

std::string difference_csv(std::span<const Change> run, std::span<const InputChange> inputs,
                           const OutputComparison& outputs) {
  std::string csv = header + change_lines(run, inputs, text_line);
  for (const OutputChange& o : outputs.changes)
    csv += csv_line({"output", o.metric.name, o.system, o.metric.group, o.metric.unit, shortest(o.first.mean),
                     shortest(o.second.mean), shortest(o.difference.mean), shortest(o.difference.ci_low),
                     shortest(o.difference.ci_high), outputs.paired ? "yes" : "no", std::to_string(o.first.n),
                     std::to_string(o.second.n)});
  return csv + unshared_lines("system", outputs.systems, text_line) +
         unshared_lines("metric", outputs.metrics, text_line);
}

}  // namespace results
