#include "models/network/people.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/registry_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace quality {

namespace {

using network::CompiledStation;
using network::Plan;

/// One text for each class, or one for all where they agree. A class without one is left out.
template <class Words>
std::string by_class(const Plan& plan, const Words& words) {
  std::vector<std::pair<std::string, std::string>> parts;  // text, class
  for (std::size_t c = 0; c < plan.classes.size(); ++c)
    if (std::string text = words(c); !text.empty()) parts.emplace_back(std::move(text), plan.classes[c].name);
  if (parts.empty()) return "-";
  const bool same = parts.size() == plan.classes.size() &&
                    std::ranges::all_of(parts, [&](const auto& part) { return part.first == parts[0].first; });
  if (same) return parts[0].first;
  std::vector<std::string> all;
  for (const auto& [text, cls] : parts) all.push_back(cls + ": " + text);
  return fmt::format("{}", fmt::join(all, "; "));
}

std::string of_class(const std::vector<std::optional<sim::Distribution>>& each, std::size_t c) {
  return each[c] ? in_words(*each[c], "") : "";
}

}  // namespace

std::string network_entities(const Plan& plan) {
  MarkdownTable table({"Class", "Priority (0 first)", "Starts at", "Attributes of a person"});
  for (const auto& cls : plan.classes)
    table.row({cls.name, std::to_string(cls.level), plan.stations[cls.starts_at].name,
               std::string(network::person_attributes)});
  return table.text();
}

std::string network_activities(const Plan& plan) {
  MarkdownTable table({"Station", "Time in service", "Leads to"});
  for (const CompiledStation& s : plan.stations) {
    const std::string leads = by_class(plan, [&](std::size_t c) {
      std::vector<std::string> ways;
      double before = 0;
      for (const network::Way& way : s.next[c]) {
        ways.push_back(fmt::format("{} {:.3g}", way.to == network::exit_station ? "exit" : plan.stations[way.to].name,
                                   way.up_to - before));
        before = way.up_to;
      }
      return fmt::format("{}", fmt::join(ways, ", "));
    });
    const std::string time = s.meeting ? "none: leaves with the sitting"
                                       : by_class(plan, [&](std::size_t c) { return of_class(s.service, c); });
    table.row({s.name, time, leads});
  }
  return "Times are in the scenario's one unit.\n\n" + table.text();
}

std::string network_resources(const Plan& plan) {
  MarkdownTable table({"Resource", "Units", "Changes", "Used by"});
  for (const CompiledStation& s : plan.stations) {
    if (s.meeting) {
      table.row({s.name, amount(s.meeting->slots) + " at a sitting",
                 fmt::format("every {:.4g}; not with fewer than {:.4g}; {}", s.meeting->every, s.meeting->minimum,
                             counted(s.meeting->gaps.size(), "gap")),
                 s.name});
      continue;
    }
    std::vector<std::string> steps;
    for (std::size_t i = 1; i < s.servers.size(); ++i)
      steps.push_back(fmt::format("{} from {:.4g}", amount(s.servers[i].servers), s.servers[i].from));
    table.row({s.name, amount(s.servers.front().servers) + " servers",
               steps.empty() ? "-" : fmt::format("{}", fmt::join(steps, ", ")), s.name});
  }
  return table.text();
}

std::string network_queues(const Plan& plan) {
  MarkdownTable table({"Station", "Discipline", "Room to wait", "Patience (reneging)", "Deadline"});
  std::vector<bool> used(network::discipline_rules.size());
  for (const CompiledStation& s : plan.stations) {
    const auto d = static_cast<std::size_t>(s.discipline);
    used[d] = true;
    table.row({s.name, std::string(network::config::discipline_names[d]), amount(s.room),
               by_class(plan, [&](std::size_t c) { return of_class(s.patience, c); }),
               by_class(plan, [&](std::size_t c) { return of_class(s.deadline, c); })});
  }
  std::vector<std::string> rules;
  for (std::size_t d = 0; d < used.size(); ++d)
    if (used[d])
      rules.push_back(fmt::format("{}: {}", network::config::discipline_names[d], network::discipline_rules[d]));
  return "Disciplines:\n\n" + bullets(rules) +
         "\nBalking, reneging and jockeying: see \"A visit to a station\" under 2.4. A dash: never leaves.\n\n" +
         table.text();
}

std::string network_ways(const Plan& plan) {
  MarkdownTable table({"Class", "Enters at", "Arrivals in a unit of time, mean", "Changes in time (thinned)"});
  for (const auto& cls : plan.classes)
    table.row({cls.name, plan.stations[cls.starts_at].name,
               fmt::format("{:.5g}", cls.arrivals.mean_rate(0, plan.warm_up + plan.horizon)),
               cls.arrivals.changes() ? "yes" : "no"});
  return table.text() +
         "\nExits: by the shares of 2.5.2; also when there is no room to wait, and when patience ends.\n";
}

}  // namespace quality
