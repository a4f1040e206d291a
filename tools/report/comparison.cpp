#include "tools/report/comparison.hpp"

#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <vector>

namespace report {

namespace {

std::vector<std::string> under(const std::vector<std::string>& names) {
  std::vector<std::string> words;
  for (const std::string& name : names) words.push_back(readable(name));
  return words;
}

/// "six route 1,234, option 1 1,100"
std::string by_system(const Inputs& inputs, const std::string& metric, Kind kind) {
  std::vector<std::string> parts;
  for (const std::string& system : inputs.finished().systems)
    if (const Measured* const m = inputs.summary()->find(system, metric))
      parts.push_back(fmt::format("{} under {}", shown(m->mean, kind), readable(system)));
  return list(parts);
}

}  // namespace

bool can_compare(const Inputs& inputs) {
  return inputs.finished().systems.size() > 1 && inputs.finished().replications_done > 1 &&
         inputs.differences() != nullptr;
}

std::string unit_of(const Inputs& inputs, const std::string& metric) {
  if (const Measures* const summary = inputs.summary())
    for (const Measures::Metric& m : summary->metrics)
      if (m.name == metric) return m.unit;
  return "";
}

std::string comparison(const Inputs& inputs, const std::string& metric, const std::string& things,
                       const std::string& less, const std::string& more) {
  const Measures* const summary = inputs.summary();
  const std::string& baseline = inputs.finished().baseline;
  if (summary == nullptr || summary->find(baseline, metric) == nullptr) return "";
  const Kind kind = kind_of_unit(unit_of(inputs, metric));
  if (!can_compare(inputs))
    return fmt::format("{}: {}{}", capital(things), by_system(inputs, metric, kind),
                       inputs.finished().replications_done == 1 ? ", in one replication" : "");
  std::vector<std::string> fewer, same, greater;
  for (const std::string& system : inputs.others()) {
    switch (finding(inputs.differences()->find(system, metric))) {
      case Finding::less: fewer.push_back(system); break;
      case Finding::more: greater.push_back(system); break;
      default: same.push_back(system);
    }
  }
  const auto sized = [&](std::vector<std::string> systems) {
    for (std::string& system : systems)
      system = fmt::format("{} ({})", readable(system), shown(summary->mean(system, metric), kind));
    return list(systems);
  };
  const std::string there = "under " + sized({baseline});
  if (fewer.empty() && greater.empty()) {
    same.push_back(baseline);
    return fmt::format("No clear difference in {} between {}", things, list(under(same)));
  }
  std::string text;
  if (!fewer.empty()) text = fmt::format("{} {} under {} than {}", less, things, sized(fewer), there);
  if (!greater.empty())
    text += fewer.empty() ? fmt::format("{} {} under {} than {}", more, things, sized(greater), there)
                          : fmt::format("; {} under {}", lowered(more), sized(greater));
  if (!same.empty()) text += fmt::format("; no clear difference under {}", list(under(same)));
  return text;
}

std::string in_numbers(const Inputs& inputs, const std::string& metric, const std::string& things) {
  const Measures* const summary = inputs.summary();
  const Measured* const there = summary == nullptr ? nullptr : summary->find(inputs.finished().baseline, metric);
  if (there == nullptr) return "";
  const Kind kind = kind_of_unit(unit_of(inputs, metric));
  std::string text = fmt::format("{} under {}: {}", capital(things), readable(inputs.finished().baseline),
                                 with_interval(*there, kind));
  if (inputs.differences() != nullptr)
    for (const std::string& system : inputs.others())
      if (const Measured* const d = inputs.differences()->find(system, metric))
        text += fmt::format("; {} against it: {}", readable(system), with_interval(*d, kind));
  return text + ".";
}

}  // namespace report
