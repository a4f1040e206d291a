#include "tools/report/compact_svg.hpp"
#include "tools/report/pathway_pictures.hpp"
#include "tools/report/period.hpp"
#include "tools/report/quarters.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/services.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace report::sections {

namespace {

/// A name as an id of the page: letters, digits, "-".
std::string id_of(const std::string& name) {
  std::string id;
  for (const char c : name) id += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '-';
  return id;
}

Table table_of(const Inputs& inputs, const Pathway& pathway) {
  Table table{fmt::format("Pathway of {}", readable(pathway.name)).substr(0, 31),
              {{"service", "Service", Kind::text},
               {"cases", "Cases begun", Kind::number},
               {"cases_low", "95 % interval from", Kind::number},
               {"cases_high", "to", Kind::number},
               {"cases_a_year", "Cases a year", Kind::number},
               {"wait", "Wait, days", Kind::number},
               {"wait_low", "95 % interval from", Kind::number},
               {"wait_high", "to", Kind::number},
               {"used", "Capacity in use", Kind::share},
               {"used_low", "95 % interval from", Kind::share},
               {"used_high", "to", Kind::share}},
              {}};
  for (const pathway::Load& load : pathway.all) {
    std::vector<Cell> row{readable(load.service)};
    add_mean(row, inputs.summary()->find(pathway.name, load.service + "_cases"));
    row.emplace_back(six_figures(load.cases_per_year));
    add_mean(row, inputs.summary()->find(pathway.name, load.service + "_wait_days"));
    add_mean(row, used(*inputs.summary(), pathway.name, load.service));
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Stations of a network with what each was measured to do.
Table table_of_stations(const Inputs& inputs, const Pathway& pathway) {
  Table table{fmt::format("Stations of {}", readable(pathway.name)).substr(0, 31),
              {{"station", "Station", Kind::text},
               {"arrivals", "Arrivals", Kind::number},
               {"wait", "Mean wait", Kind::number},
               {"used", "Capacity in use", Kind::share}},
              {}};
  const std::string& system = inputs.finished().baseline;
  const auto mean = [&](const std::string& metric) {
    const Measured* const m = inputs.summary()->find(system, metric);
    return m == nullptr ? unknown : m->mean;
  };
  for (const pathway::Service& service : pathway.spec.services) {
    const std::string start = "stations." + service.name + ".";
    table.rows.push_back(
        {readable(service.name), mean(start + "arrivals"), mean(start + "mean_wait"), mean(start + "utilisation")});
  }
  return table;
}

std::string title_of(const Pathway& pathway) {
  const std::string name = capital(readable(pathway.name));
  if (pathway.loads.empty()) return fmt::format("{}: {}", name, counted(pathway.spec.services.size(), "station"));
  if (pathway.all.empty()) return name + ": no service has cases";
  const auto most = std::max_element(pathway.all.begin(), pathway.all.end(),
                                     [](const auto& a, const auto& b) { return a.cases_per_year < b.cases_per_year; });
  const auto full = std::count_if(pathway.all.begin(), pathway.all.end(),
                                  [](const pathway::Load& load) { return load.utilisation > 0.85; });
  return fmt::format("{}: {} with cases, most at {} ({} a year); {} above 85 % of capacity", name,
                     counted(pathway.all.size(), "service"), readable(most->service),
                     shown(std::round(most->cases_per_year), Kind::number),
                     full == 0 ? "none" : count(static_cast<std::size_t>(full)));
}

}  // namespace

std::optional<Section> pathways(const Inputs& inputs) {
  if (inputs.is_sweep() || inputs.summary() == nullptr) return std::nullopt;
  const bool has_loads = inputs.finished().model != "network";
  if (has_loads && years(inputs) == 0) return std::nullopt;
  Section section{"pathways", has_loads ? "Pathways of each system" : "Ways through the network", {}, {}};
  for (const Pathway& pathway : pathways_of(inputs)) {
    if (pathway.spec.services.empty()) continue;
    Table table = has_loads ? table_of(inputs, pathway) : table_of_stations(inputs, pathway);
    section.figures.push_back(
        {.id = "pathway-" + id_of(pathway.name),
         .title = title_of(pathway),
         .subject = "Pathways of " + readable(pathway.name),
         .description = "Boxes are services and lines the ways between them; the table says the same in numbers.",
         .note = has_loads ? fmt::format("Simulated cases, waits and capacity in use over the whole period. Not drawn: "
                                         "services with fewer than {} cases a year, lines with less than {}, the ways "
                                         "out, and what stands alone; the table has them. Shares on lines are those of "
                                         "the scenario; their width shares out the simulated cases.",
                                         least_cases, least_on_line == 1 ? "one" : shown(least_on_line, Kind::number))
                           : "",
         .chart = std::nullopt,
         .svg = compact_svg(pathway::to_svg(pathway.spec, pathway.loads)),
         .follows = {},
         .table = std::move(table)});
  }
  if (section.figures.empty()) return std::nullopt;
  return section;
}

}  // namespace report::sections
