#include "tools/results/decision_table.hpp"

#include "tools/results/agreements_table.hpp"
#include "tools/results/csv.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

std::vector<abuse::DecisionFigure> sample() {
  const std::string shares = "share of replications";
  return {{.part = "probability",
           .system = "option, 2",
           .quantity = "saves",
           .of = "net_saving",
           .unit = shares,
           .n = 20,
           .value = 0.85,
           .low = 0.62,
           .high = 0.97},
          {.part = "probability",
           .system = "option, 2",
           .quantity = "reaches the plan",
           .of = "net_saving",
           .at = 7.6e6,
           .unit = shares,
           .n = 20,
           .value = 0,
           .low = 0,
           .high = 0.17},
          {.part = "choice",
           .system = "option, 2",
           .quantity = "best",
           .of = "public_value",
           .unit = shares,
           .n = 20,
           .value = 1,
           .low = 0.83,
           .high = 1},
          {.part = "information",
           .quantity = "perfect",
           .of = "net_saving",
           .unit = "£",
           .n = 20,
           .value = 1200,
           .low = 0,
           .high = 3000}};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("decision.csv has a line for each figure, what is missing empty, and says what the replications hold") {
  const auto rows = results::parse_csv(results::decision_csv(sample(), true));
  REQUIRE(rows.size() == 1 + 4);
  CHECK(rows[1] == std::vector<std::string>{"probability", "option, 2", "saves", "net_saving", "",
                                            "share of replications", "20", "0.85", "0.62", "0.97", "parameters drawn"});
  CHECK(rows[2][4] == "7600000");
  CHECK(results::parse_csv(results::decision_csv(sample(), false))[1][10] == "chance only");
}

TEST_CASE("decision.txt and the printed lines name the threshold, the share and its interval") {
  const std::string text = results::decision_text(sample(), false, 100);
  CHECK(has(text, "reaches the plan: public money, £7,600,000"));
  CHECK(has(text, "85 % (62 to 97)"));
  CHECK(has(text, "£1,200 (£0 to £3,000)"));
  CHECK(has(text, "chance alone"));
  CHECK(has(text, "foresee chance"));
  CHECK(has(results::decision_text(sample(), true, 100), "counts luck"));
  CHECK(has(results::decision_text(sample(), true, 100), "does not say that none"));
  CHECK(has(results::decision_short(sample(), true), "20 replications, parameters drawn"));
  CHECK(results::decision_short({}, true).empty());
  CHECK(results::decision_text({}, true, 100).empty());
}

TEST_CASE("agreements.csv and agreements.txt say who stands where") {
  const std::vector<abuse::AgreementFigure> figures{
      {"position", "option_2", "equal", "police", "net", "", "£", 20, -1234567, -2e6, 1e6},
      {"position", "option_2", "equal", "police", "probability of gaining", "", "share of replications", 20, 0.25,
       abuse::AgreementFigure::none, abuse::AgreementFigure::none},
      {"transfer", "option_2", "equal", "all", "possible", "", "1 if so", 20, 0, abuse::AgreementFigure::none,
       abuse::AgreementFigure::none}};
  const auto rows = results::parse_csv(results::agreements_csv(figures));
  REQUIRE(rows.size() == 4);
  CHECK(rows[1] == std::vector<std::string>{"position", "option_2", "equal", "police", "net", "", "£", "20", "-1234567",
                                            "-2000000", "1000000"});
  const std::string text = results::agreements_text(figures, false, 100);
  CHECK(has(text, "-£1,234,567 (-£2,000,000 to £1,000,000)"));
  CHECK(has(text, "25 %"));
  CHECK(has(text, "together the agencies lose"));
  CHECK(results::agreements_text({}, false, 100).empty());
}
