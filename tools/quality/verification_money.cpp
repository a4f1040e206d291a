#include "tools/quality/verification.hpp"

#include <map>
#include <tuple>

namespace quality {

namespace {

constexpr const char* result = "result calculations";

/// Sums of metrics beginning with a prefix, held against one metric, for each system and period.
void add_up(const Facts& facts, Check& check, const std::string& whole, const std::string& prefix) {
  const report::Measures& summary = *facts.inputs.summary();
  std::vector<std::string> years = summary.years;
  years.emplace_back();
  for (const std::string& system : facts.inputs.finished().systems)
    for (const std::string& year : years) {
      const report::Measured* of = summary.find(system, whole, year);
      double sum = 0;
      std::size_t parts = 0;
      for (const auto& metric : summary.metrics)
        if (metric.name.starts_with(prefix))
          if (const report::Measured* m = summary.find(system, metric.name, year)) sum += m->mean, ++parts;
      if (of != nullptr && parts > 0)
        check.equal(sum, of->mean, Line{.system = system, .year = year, .metric = whole}.where());
    }
}

void costs(const Facts& facts, std::vector<Check>& checks) {
  const report::Measures* summary = facts.inputs.summary();
  if (summary == nullptr || !facts.abuse) return;
  Check agencies{result, "spending by agency adds up to the total", rounding};
  Check lines{result, "spending by line adds up to the total", rounding};
  Check payers{result, "spending by line and agency adds up to the total", rounding};
  Check new_model{result, "spending on the new model by agency adds up to it", rounding};
  Check saving{result, "net saving = cost of the baseline less cost of the system", rounding};
  add_up(facts, agencies, "cost_total", "cost_agency.");
  add_up(facts, lines, "cost_total", "cost_line.");
  add_up(facts, payers, "cost_total", "cost_line_of.");
  add_up(facts, new_model, "cost_new_model", "cost_new_model.");
  const std::string& baseline = facts.inputs.finished().baseline;
  std::vector<std::string> years = summary->years;
  years.emplace_back();
  for (const std::string& system : facts.inputs.finished().systems)
    for (const std::string& year : years) {
      const report::Measured *before = summary->find(baseline, "cost_total", year),
                             *here = summary->find(system, "cost_total", year),
                             *saved = summary->find(system, "net_saving", year);
      if (before != nullptr && here != nullptr && saved != nullptr)
        saving.equal(before->mean - here->mean, saved->mean,
                     Line{.system = system, .year = year, .metric = "net_saving"}.where());
    }
  checks.insert(checks.end(), {agencies, lines, payers, new_model, saving});
}

/// A figure of the cost-benefit analysis by comparison, basis and discounting.
using Figures = std::map<std::tuple<std::string, std::string, std::string, std::string>, double>;

double of(const Figures& figures, const std::string& comparison, const std::string& basis,
          const std::string& discounting, const std::string& figure) {
  const auto found = figures.find({comparison, basis, discounting, figure});
  return found == figures.end() ? NAN : found->second;
}

/// cba_by_agency_year.csv: its rows for all agencies and for all years, and the appraisal's own figures.
void by_year_and_agency(const Facts& facts, const Figures& figures, Check& check, Check& nets) {
  check.note = "the table is in whole pence";
  const report::Records* table = facts.inputs.records("cba_by_agency_year.csv");
  if (table == nullptr) return;
  struct Sums {
    double cost = 0, benefit = 0;
  };
  std::map<std::string, Sums> parts, wholes;  // by what they are of
  for (std::size_t r = 0; r < table->size(); ++r) {
    const std::string &comparison = table->text(r, "comparison"), &agency = table->text(r, "agency"),
                      &year = table->text(r, "year");
    const double cost = table->number(r, "cost"), benefit = table->number(r, "benefit");
    const auto add = [&](std::map<std::string, Sums>& to, const std::string& of) {
      to[of].cost += cost;
      to[of].benefit += benefit;
    };
    nets.equal(benefit - cost, table->number(r, "net"), comparison + ", " + agency + ", " + year);
    add(year.empty() ? wholes : parts, comparison + ", " + agency + ", all years");
    if (agency == "society") continue;
    add(agency == "all" ? wholes : parts, comparison + ", all agencies, " + (year.empty() ? "all years" : year));
  }
  for (const auto& [what, sum] : wholes) {
    check.equal(parts[what].cost, sum.cost, what + ", cost");
    check.equal(parts[what].benefit, sum.benefit, what + ", benefit");
  }
  for (const auto& [key, value] : figures) {
    const auto& [comparison, basis, discounting, figure] = key;
    if (basis != "as simulated" || discounting != "none") continue;
    const auto found = parts.find(comparison + ", all agencies, all years");
    if (found != parts.end() && figure == "cost") check.equal(found->second.cost, value, comparison + ", cost");
    if (found != parts.end() && figure == "fiscal benefit")
      check.equal(found->second.benefit, value, comparison + ", fiscal benefit");
  }
}

void appraisal(const Facts& facts, std::vector<Check>& checks) {
  Check discounted{result, "a discounted cost is no larger than the same undiscounted", rounding};
  discounted.note = "costs above nought, where the first rate is above nought";
  Check impact{result, "net present budget impact = cost less fiscal benefit", rounding};
  Check value{result, "net present public value = benefits without transfers, less cost", rounding};
  Check by_year{result, "cost and benefit by agency and year add up to the appraisal's", 1e-5};
  Check nets{result, "net = benefit less cost, by agency and year", 1e-5};
  const report::Records* cba = facts.inputs.records("cba_summary.csv");
  Figures figures;
  for (std::size_t r = 0; cba != nullptr && r < cba->size(); ++r)
    figures[{cba->text(r, "comparison"), cba->text(r, "basis"), cba->text(r, "discounting"), cba->text(r, "figure")}] =
        cba->number(r, "mean");
  for (const auto& [key, cost] : figures) {
    const auto& [comparison, basis, discounting, figure] = key;
    if (figure != "cost") continue;
    const auto here = [&](const char* name) { return of(figures, comparison, basis, discounting, name); };
    const std::string where = comparison + ", " + basis + ", discounting " + discounting;
    if (const double plain = of(figures, comparison, basis, "none", "cost"); discounting != "none" && plain > 0)
      discounted.deviates(std::fmax(0, cost - plain) / std::fmax(1, plain), where);
    impact.equal(here("net present budget impact"), cost - here("fiscal benefit"), where);
    value.equal(
        here("net present public value"),
        here("fiscal benefit") - here("of it transfers") + here("economic benefit") + here("social benefit") - cost,
        where);
  }
  by_year_and_agency(facts, figures, by_year, nets);
  checks.insert(checks.end(), {discounted, impact, value, by_year, nets});
}

/// However the cost is shared, what all agencies gain together is the same.
void agreements(const Facts& facts, std::vector<Check>& checks) {
  Check same{result, "all agencies together gain the same however the cost is shared", 1e-6};
  if (const report::Records* table = facts.inputs.records("agreements.csv")) {
    std::map<std::string, std::map<std::string, double>> nets;  // by system, by basis
    for (std::size_t r = 0; r < table->size(); ++r)
      if (table->text(r, "part") == "position" && table->text(r, "quantity") == "net" && table->text(r, "year").empty())
        nets[table->text(r, "system")][table->text(r, "basis")] += table->number(r, "mean");
    for (const auto& [system, by_basis] : nets)
      for (const auto& [basis, net] : by_basis) same.equal(net, by_basis.begin()->second, system + ", " + basis);
  }
  checks.push_back(same);
}

}  // namespace

void verify_money(const Facts& facts, std::vector<Check>& checks) {
  if (!facts.abuse) return;
  costs(facts, checks);
  appraisal(facts, checks);
  agreements(facts, checks);
}

}  // namespace quality
