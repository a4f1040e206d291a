#include "tools/results/appraisal_text.hpp"

#include "sim/summary.hpp"
#include "tools/results/appraisal_csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/plan_figures.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace results {

namespace {

/// The mean, and between which values nine replications in ten lie.
std::string with_range(const sim::Summary& s) {
  return fmt::format("{} ({} to {})", in_millions(s.mean), in_millions(s.p05), in_millions(s.p95));
}

const AppraisalFigure& figure(const std::vector<AppraisalFigure>& figures, const char* name) {
  return *std::ranges::find(figures, std::string(name), &AppraisalFigure::figure);
}

std::vector<double> negative(std::vector<double> values) {
  for (double& v : values) v = -v;
  return values;
}

std::string payback(const AppraisalFigure& f) {
  const sim::Summary s = sim::summarise(f.values);
  const double share = static_cast<double>(s.n) / static_cast<double>(f.values.size());
  if (s.n == 0) return "in no replication within the period";
  const std::string when = s.mean < 0.05 ? "within the first year" : fmt::format("after {} years", grouped(s.mean, 1));
  return fmt::format("in {} % of replications within the period, there {} in the mean", grouped(100 * share, 0), when);
}

std::string ratio(const AppraisalFigure& f) { return std::isnan(f.of_means) ? "none" : grouped(f.of_means, 2); }

/// Who gains and who pays, the largest first.
std::string agencies(const abuse::Plan& plan, const abuse::Comparison& c) {
  std::vector<std::pair<double, std::string>> nets;
  for (std::size_t a = 0; a < plan.agencies.size(); ++a) {
    std::vector<double> net;
    for (const auto& appraisal : c.plain) net.push_back(appraisal.undiscounted.agency_net[a] / 100);
    nets.emplace_back(sim::summarise(net).mean, plan.agencies[a]);
  }
  std::ranges::sort(nets, std::greater<>());
  std::string text;
  for (const auto& [net, name] : nets)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, in_millions(net, true));
  return text;
}

std::string of_option(const abuse::Plan& plan, const abuse::Comparison& c, const experiment::Results& results) {
  const auto plain = figures(c, false, false), discounted = figures(c, false, true), corrected = figures(c, true, true);
  const auto summary = [](const std::vector<AppraisalFigure>& all, const char* name) {
    return sim::summarise(figure(all, name).values);
  };
  const auto saving = [](const std::vector<AppraisalFigure>& all) {
    return sim::summarise(negative(figure(all, "net present budget impact").values));
  };
  const auto years = static_cast<double>(results.years.size());
  const sim::Summary cost = summary(plain, "cost"), benefit = summary(plain, "fiscal benefit"),
                     stops = summary(plain, "of it lines that stop");
  std::string text = fmt::format("{} against {}\n", results.systems[c.option], results.systems[c.comparator]);
  const auto line = [&](const char* what, const std::string& says) {
    text += "  " + pad_right(what, 34) + says + "\n";
  };
  line("New model, a year", in_millions(cost.mean / years));
  line("  old lines that stop, a year", in_millions(stops.mean / years));
  line("Saved on everything else, a year", in_millions((benefit.mean - stops.mean) / years));
  line("Net saving", with_range(saving(plain)));
  line("  discounted", with_range(saving(discounted)));
  line("  and corrected for optimism", with_range(saving(corrected)));
  line("Of the benefit cashable", with_range(summary(plain, "of it cashable")));
  line("Net public value, discounted", with_range(summary(discounted, "net present public value")));
  line("  corrected for optimism", with_range(summary(corrected, "net present public value")));
  line("Public value for £1 of cost", ratio(figure(discounted, "public value benefit-cost ratio")));
  line("Fiscal benefit for £1 of cost", ratio(figure(discounted, "financial return on investment")));
  line("Pays back", payback(figure(plain, "payback")));
  line("Who gains, who pays", agencies(plan, c));
  return text;
}

}  // namespace

std::string cba_text(const abuse::Plan& plan, std::span<const abuse::Comparison> comparisons,
                     const experiment::Results& results, const std::string& run, std::size_t width) {
  if (comparisons.empty()) return "";
  std::string text = "Costs and benefits\n\n";
  for (const abuse::Comparison& c : comparisons) text += of_option(plan, c, results) + "\n";
  text += plan_figures_text(plan, results);
  return text + "\n" +
         wrap(fmt::format("Real prices; means over {} replications, in brackets the values between which nine in ten "
                          "of them lie. Run: {}. Benefits are differences from the other system, person by person, so "
                          "that no deadweight is taken off them. Transfers count for the agency and not as public "
                          "value. Nothing is fitted to the plan's figures.",
                          results.replications.size(), run),
              width);
}

}  // namespace results
