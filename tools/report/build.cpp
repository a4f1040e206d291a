#include "tools/report/build.hpp"

#include "sim/replications.hpp"
#include "tools/report/period.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace report {

namespace {

/// What was simulated, in a line.
std::string subtitle(const Inputs& inputs) {
  const results::Finished& run = inputs.finished();
  std::vector<std::string> names;
  for (const std::string& system : run.systems) names.push_back(readable(system));
  std::string text = names.size() > 1 ? capital(list(names)) + " compared" : capital(list(names));
  text += fmt::format(" over {}; {}{}, {}", period(inputs), counted(run.replications_done, "replication"),
                      inputs.is_sweep() ? fmt::format(" at {} together", counted(run.points, "design point")) : "",
                      inputs.drawn() ? "with every uncertain number drawn" : "by chance only");
  if (!run.complete) text += fmt::format("; unfinished: {} were asked for", run.replications_asked);
  return text;
}

}  // namespace

Report build(const Inputs& inputs, unsigned threads) {
  using Make = std::optional<Section> (*)(const Inputs&);
  static constexpr std::array<Make, 14> in_order{
      sections::headline, sections::escalation, sections::demand,      sections::pathways, sections::outcomes,
      sections::money,    sections::decision,   sections::sensitivity, sections::fit,      sections::assumptions,
      sections::limits,   sections::measures,   sections::missing,     sections::reproduce};
  Report report;
  report.title = inputs.finished().title;
  report.subtitle = subtitle(inputs);
  std::array<std::optional<Section>, in_order.size()> made;
  sim::run_replications(made.size(), threads, [&](std::size_t i) { made[i] = in_order[i](inputs); });
  for (std::optional<Section>& section : made)
    if (section) report.sections.push_back(std::move(*section));
  return report;
}

}  // namespace report
