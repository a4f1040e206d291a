#include "tools/quality/verification.hpp"

#include <map>

namespace quality {

namespace {

void probabilities(const Facts& facts, std::vector<Check>& checks) {
  constexpr const char* domain = "uncertainty calculations";
  Check between{domain, "probabilities lie between 0 and 1, and in their intervals", rounding};
  Check best{domain, "the probabilities of being best sum to one", rounding};
  if (const report::Records* decision = facts.inputs.records("decision.csv")) {
    std::map<std::string, double> sums;
    for (std::size_t r = 0; r < decision->size(); ++r) {
      const std::string &part = decision->text(r, "part"), &quantity = decision->text(r, "quantity");
      if (!decision->text(r, "unit").starts_with("share")) continue;
      const double value = decision->number(r, "value");
      const std::string where = decision->text(r, "system") + ", " + quantity + ", " + decision->text(r, "of");
      between.within(value, 0, 1, where);
      if (const double low = decision->number(r, "ci_low"); !std::isnan(low))
        between.within(value, low, decision->number(r, "ci_high"), where);
      if (quantity == "best")
        sums[part + ", " + decision->text(r, "of") +
             (decision->text(r, "at").empty() ? "" : " at " + decision->text(r, "at"))] += value;
    }
    for (const auto& [what, sum] : sums) best.equal(sum, 1, what);
  }
  checks.insert(checks.end(), {between, best});
}

void weekly(const Facts& facts, std::vector<Check>& checks) {
  Check levels{"event-state calculations", "nobody waits, comes or leaves less than nobody in any week", rounding};
  if (const report::Records* records = facts.inputs.records("weekly.csv"))
    for (std::size_t r = 0; r < records->size(); ++r)
      if (const double mean = records->number(r, "mean"); !std::isnan(mean))
        levels.deviates(std::fmax(0, -mean), records->text(r, "system") + ", " + records->text(r, "service") + ", " +
                                                 records->text(r, "metric") + ", " + records->text(r, "week"));
  checks.push_back(levels);
}

/// A target's verdict said again from its own line.
void verdicts(const Facts& facts, std::vector<Check>& checks) {
  Check said{"overall checks", "every verdict on a target with a credible range follows from its line"};
  if (const report::Records* records = facts.inputs.records("validation.csv"))
    for (std::size_t r = 0; r < records->size(); ++r) {
      const double low = records->number(r, "low"), high = records->number(r, "high"),
                   mean = records->number(r, "mean");
      const std::string& verdict = records->text(r, "verdict");
      if (std::isnan(low) || std::isnan(high) || std::isnan(mean) || records->text(r, "kind") == "slope" ||
          verdict == "not judged" || verdict == "agrees")
        continue;
      const char* right = mean < low ? "below" : mean > high ? "above" : "within";
      said.deviates(verdict == right ? 0 : 1, records->text(r, "quantity"));
    }
  checks.push_back(said);
}

}  // namespace

void verify_statements(const Facts& facts, std::vector<Check>& checks) {
  probabilities(facts, checks);
  weekly(facts, checks);
  verdicts(facts, checks);
  const results::Finished& run = facts.inputs.finished();
  Check done{"overall checks", "as many replications were done as asked for"};
  done.deviates(std::abs(static_cast<double>(run.replications_asked) - static_cast<double>(run.replications_done)),
                "manifest.json");
  checks.push_back(done);
}

}  // namespace quality
