#include "tools/report/parties.hpp"
#include "tools/report/sections/figure.hpp"
#include "tools/report/sections/money_parts.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace report::sections {

namespace {

Figure positions(const Records& records) {
  Figure figure = figure_of("money-agreement", "Net position of each agency");
  figure.table = {.name = "Agreement, net positions",
                  .columns = {{"system", "System"},
                              {"basis", "How the cost is shared out"},
                              {"party", "Agency"},
                              {"contribution", "Contributes, £", Kind::money},
                              {"net", "Net, £", Kind::money},
                              {"net_low", "nine in ten replications from", Kind::money},
                              {"net_high", "to", Kind::money},
                              {"gains", "Probability of gaining", Kind::share}},
                  .rows = {}};
  std::vector<std::tuple<std::string, std::string, std::string>> keys;
  std::pair<double, std::string> nobody{-1, ""};  // the likeliest that nobody loses
  for (std::size_t r = 0; r < records.size(); ++r) {
    if (records.text(r, "part") != "position") continue;
    const std::string &system = records.text(r, "system"), &basis = records.text(r, "basis"),
                      &party = records.text(r, "party"), &quantity = records.text(r, "quantity");
    if (party == all_agencies) {
      if (quantity == "probability that nobody loses" && records.number(r, "mean") > nobody.first)
        nobody = {records.number(r, "mean"), readable(system) + ", " + readable(basis)};
      continue;
    }
    const std::tuple key{system, basis, party};
    const auto row = static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
    if (row == keys.size()) {
      keys.push_back(key);
      figure.table.rows.push_back(
          {readable(system), readable(basis), readable(party), unknown, unknown, unknown, unknown, unknown});
    }
    std::vector<Cell>& cells = figure.table.rows[row];
    if (quantity == "contribution") cells[3] = records.number(r, "mean");
    if (quantity == "net") {
      cells[4] = records.number(r, "mean");
      cells[5] = records.number(r, "p05");
      cells[6] = records.number(r, "p95");
    }
    if (quantity == "probability of gaining") cells[7] = records.number(r, "mean");
  }
  std::size_t likely = 0;
  for (const auto& row : figure.table.rows)
    if (std::get<double>(row[7]) >= 0.5) ++likely;
  figure.title = fmt::format("Who gains depends on how the cost is shared: {} of {} gain more probably than not",
                             likely == 0 ? "none" : count(likely), counted(figure.table.rows.size(), "position"));
  figure.chart = Chart{"intervals",
                       {{"label", "party"},
                        {"x", "net"},
                        {"low", "net_low"},
                        {"high", "net_high"},
                        {"series", "system"},
                        {"facet", "basis"},
                        {"rule", "0"},
                        {"x_axis", "Net over the whole period, £"}}};
  figure.description =
      "A dot for each agency, system and way to share out the cost, with the values between which nine in ten "
      "replications lie. " +
      figure.title + ".";
  if (nobody.first >= 0)
    figure.note = fmt::format("At best, no agency loses in {} of the replications ({}). ",
                              shown(nobody.first, Kind::share), nobody.second);
  figure.note += "Shares by benefit are agreed beforehand, on what agencies gain in the mean. Real, not discounted.";
  return figure;
}

Figure transfers(const Records& records) {
  Figure figure = figure_of("money-transfers", "Smallest transfers");
  figure.table = {.name = "Smallest transfers",
                  .columns = {{"system", "System"},
                              {"basis", "From the shares"},
                              {"party", "Agency"},
                              {"received", "Receives, £; below 0 it gives", Kind::money}},
                  .rows = {}};
  std::map<std::string, double> moved;
  std::map<std::string, bool> possible;
  std::vector<std::string> systems;
  for (std::size_t r = 0; r < records.size(); ++r) {
    if (records.text(r, "part") != "transfer") continue;
    const std::string& system = records.text(r, "system");
    if (records.text(r, "party") == all_agencies) {
      possible[system] = records.number(r, "mean") == 1;
      systems.push_back(system);
      continue;
    }
    const double received = records.number(r, "mean");
    if (received > 0) moved[system] += received;
    figure.table.rows.push_back(
        {readable(system), readable(records.text(r, "basis")), readable(records.text(r, "party")), received});
  }
  std::vector<std::string> parts;
  for (const std::string& system : systems)
    parts.push_back(possible[system] ? fmt::format("under {} {} would have to change hands", readable(system),
                                                   shown(moved[system], Kind::money))
                                     : "under " + readable(system) + " no transfer can do it, where all together lose");
  figure.title = "For no agency to be worse off on average, " + (parts.empty() ? "nothing is moved" : list(parts));
  figure.description = "A table of the smallest transfers between agencies.";
  return figure;
}

constexpr std::string_view probability = "probability of ";

/// Amounts of one kind of terms, or their shares.
Figure terms(const Records& records, bool money) {
  Figure figure =
      figure_of(money ? "money-terms" : "money-terms-shares", money ? "Terms of payment" : "Chances of payment");
  figure.table = {.name = money ? "Terms of payment" : "Chances of payment",
                  .columns = {{"terms", "Terms"}, {"system", "System"}, {"party", "Party"}, {"quantity", "What"}},
                  .rows = {}};
  const Kind kind = money ? Kind::money : Kind::share;
  if (money) figure.table.columns.push_back({"from", "Year from"});
  figure.table.columns.push_back({"amount", money ? "£" : "Share or rate", kind});
  figure.table.columns.push_back({"amount_low", "nine in ten replications from", kind});
  figure.table.columns.push_back({"amount_high", "to", kind});
  std::map<std::string, std::vector<std::string>> came_to;  // who gets what, with each system
  for (std::size_t r = 0; r < records.size(); ++r) {
    const std::string& part = records.text(r, "part");
    if (part == "position" || part == "transfer" || (records.text(r, "unit") == "£") != money) continue;
    const std::string& year = records.text(r, "year");
    std::vector<Cell> row{readable(part), readable(records.text(r, "system")), readable(records.text(r, "party")),
                          records.text(r, "quantity")};
    if (money) row.emplace_back(year);
    for (const char* column : {"mean", "p05", "p95"}) row.emplace_back(records.number(r, column));
    figure.table.rows.push_back(std::move(row));
    const std::string& quantity = records.text(r, "quantity");
    const double amount = records.number(r, "mean");
    const std::string who = readable(part) + ": " + readable(records.text(r, "party"));
    const std::string how_much =
        fmt::format("{} under {}", shown(money ? std::abs(amount) : amount, kind), readable(records.text(r, "system")));
    if (money && year.empty() && (quantity == "received" || quantity == "cash flow"))
      came_to[who + (amount < 0 ? " loses " : quantity == "received" ? " receives " : " gains ")].push_back(how_much);
    else if (quantity.starts_with(probability))
      came_to[who + " has a chance of " + quantity.substr(probability.size()) + " of "].push_back(how_much);
  }
  for (const auto& [what, values] : came_to) figure.title += (figure.title.empty() ? "" : "; ") + what + list(values);
  figure.title = figure.title.empty() ? "What was agreed comes to" : capital(figure.title);
  figure.description = "A table of terms of payment by system and party.";
  if (money) figure.note = "A delay's cost below 0 is what the party saves by it. Real, not discounted.";
  return figure;
}

}  // namespace

std::vector<Figure> agreement_figures(const Records& records) {
  std::vector<Figure> figures;
  figures.push_back(positions(records));
  figures.push_back(transfers(records));
  figures.push_back(terms(records, true));
  figures.push_back(terms(records, false));
  return figures;
}

}  // namespace report::sections
