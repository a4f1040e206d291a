#include "tools/results/agreements_table.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

namespace results {

namespace {

using abuse::AgreementFigure;

struct Heading {
  std::string_view part, text;
};
constexpr std::array headings{
    Heading{"position",
            "Net position of each agency, by how the new model's cost is shared out: what it gains less "
            "what it contributes (90 % interval of a replication), and its probability of gaining"},
    Heading{"transfer", "Smallest transfers that leave nobody worse off in the mean, from the agreed shares"},
    Heading{"delay", "What the delay of re-profiling a pooled budget costs whom, against none; below 0 it saves"},
    Heading{"payment_by_results", "Payment by results"},
    Heading{"impact_bond", "Social impact bond"},
};

std::string money(double pounds) { return (pounds < -0.5 ? "-£" : "£") + grouped(std::abs(pounds), 0); }
std::string shown(const AgreementFigure& f) {
  if (!std::isfinite(f.mean)) return "none";
  if (f.unit == "£") {
    std::string text = money(f.mean);
    if (std::isfinite(f.low)) text += fmt::format(" ({} to {})", money(f.low), money(f.high));
    return text;
  }
  if (f.unit == "1 if so") return f.mean == 1 ? "yes" : "no: together the agencies lose";
  std::string text = fmt::format("{:.{}f} %", 100 * f.mean, f.unit == "a year" ? 1 : 0);
  if (std::isfinite(f.low)) text += fmt::format(" ({:.1f} to {:.1f})", 100 * f.low, 100 * f.high);
  return f.unit == "a year" ? text + " a year" : text;
}

std::string line_of(const AgreementFigure& f) {
  const std::string what = f.year.empty() ? f.quantity : fmt::format("{}, year from {}", f.quantity, f.year);
  return fmt::format("    {}  {}  {}\n", pad_right(f.party, 20), pad_right(what, 36), shown(f));
}

/// A line for each agency: net and probability of gaining.
std::string positions(const std::vector<const AgreementFigure*>& figures) {
  std::string text, basis;
  for (const AgreementFigure* net : figures) {
    if (net->quantity == "probability that nobody loses") text += fmt::format("      nobody loses: {}\n", shown(*net));
    if (net->quantity != "net") continue;
    if (net->basis != basis) text += fmt::format("    {}\n", net->basis);
    basis = net->basis;
    const auto gains = std::find_if(figures.begin(), figures.end(), [&](const AgreementFigure* f) {
      return f->basis == basis && f->party == net->party && f->quantity == "probability of gaining";
    });
    text += fmt::format("      {}  {}  {}\n", pad_right(net->party, 20), pad_right(shown(*net), 44),
                        gains == figures.end() ? "" : shown(**gains));
  }
  return text;
}

}  // namespace

std::string agreements_csv(std::span<const AgreementFigure> figures) {
  std::string csv = "part,system,basis,party,quantity,year,unit,n,mean,p05,p95\n";
  for (const AgreementFigure& f : figures)
    csv += csv_line({f.part, f.system, f.basis, f.party, f.quantity, f.year, f.unit, std::to_string(f.n),
                     shortest(f.mean), shortest(f.low), shortest(f.high)});
  return csv;
}

std::string agreements_text(std::span<const AgreementFigure> figures, bool drawn, std::size_t width) {
  if (figures.empty()) return "";
  std::string text = wrap(
      fmt::format("Who pays and who gains under the scenario's agreement, over {} replications ({}). Money over the "
                  "whole period, real, not discounted, not corrected for optimism. Shares by benefit are agreed "
                  "beforehand, on what agencies gain in the mean. as_priced: each pays what its own lines cost.",
                  figures[0].n, drawn ? "chance and parameters together" : "chance only"),
      width);
  std::vector<std::string> systems;
  for (const AgreementFigure& f : figures)
    if (std::find(systems.begin(), systems.end(), f.system) == systems.end()) systems.push_back(f.system);
  for (const std::string& system : systems) {
    text += "\n" + system + "\n";
    for (const Heading& heading : headings) {
      std::vector<const AgreementFigure*> of;
      for (const AgreementFigure& f : figures)
        if (f.system == system && f.part == heading.part) of.push_back(&f);
      if (of.empty()) continue;
      text +=
          "  " + wrap(fmt::format("{} (basis: {})", heading.text, heading.part == "position" ? "each" : of[0]->basis),
                      width - 2, 2);
      if (heading.part == "position") {
        text += positions(of);
        continue;
      }
      for (const AgreementFigure* f : of) text += line_of(*f);
    }
  }
  return text;
}

}  // namespace results
