#include "models/economics/payback.hpp"
#include "models/pathway/draw.hpp"
#include "tools/report/parties.hpp"
#include "tools/report/workbook_cba.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace report::money_sheets {

namespace {

using book::across;
using book::cell;
using book::fixed;
using book::Look;
using Role = CbaLine::Role;

const Look bold{.bold = true};
Look shown(const std::string& number, bool strong = false) { return {.number = number, .bold = strong}; }
Look value_of(const std::string& number) { return {.number = number, .faint = true}; }

constexpr const char* beyond = "not within the period";

/// cba_summary.csv of one comparison: the mean, or for a ratio that of the means, by view and figure.
class Simulated {
 public:
  Simulated(const Records& file, const std::string& comparison) {
    for (std::size_t r = 0; r < file.size(); ++r) {
      if (file.text(r, "comparison") != comparison) continue;
      const bool corrected = file.text(r, "basis") != "as simulated",
                 discounted = file.text(r, "discounting") != "none";
      const double ratio = file.number(r, "ratio_of_means");
      found_[{(corrected ? 2U : 0U) + (discounted ? 1U : 0U), file.text(r, "figure")}] =
          file.text(r, "unit") == "£ a £" ? ratio : file.number(r, "mean");
    }
  }
  double at(std::size_t view, const std::string& figure) const {
    const auto found = found_.find({view, figure});
    return found == found_.end() ? experiment::missing : found->second;
  }

 private:
  std::map<std::pair<std::size_t, std::string>, double> found_;
};

}  // namespace

void ComparisonSheet::by_year() {
  by_year(false, by_year_);
  by_year(true, by_year_ + by_year_rows);
}

void ComparisonSheet::by_year(bool corrected, std::size_t row) {
  sheet_.text(row, 0, corrected ? "By year, corrected for optimism" : "By year, as simulated", bold);
  for (std::size_t y = 0; y < years_; ++y) sheet_.headings(row, {"£, year from " + run_.years[y]}, first_year + y);
  sheet_.headings(row, {"£, all years"}, total_);
  constexpr std::array<const char*, 4> labels{"Cost of the new model", "Fiscal benefit", "Economic benefit",
                                              "Social benefit"};
  std::array<std::vector<double>, 4> of;
  for (std::size_t r = 0; r < labels.size(); ++r) {
    const auto kind = static_cast<Role>(r);
    of[r] = means_.by_year(run_, kind, corrected);
    sheet_.text(row + 1 + r, label, labels[r]);
    for (std::size_t y = 0; y < years_; ++y) {
      const std::string column = book::down(first_line_, last_line_, first_year + y);
      const std::string product = fmt::format("SUMPRODUCT(({}=\"{}\")*{}*{})", lines_of(role),
                                              r == 0   ? "cost"
                                              : r == 1 ? "fiscal benefit"
                                              : r == 2 ? "economic benefit"
                                                       : "social benefit",
                                              column, lines_of(after(factor)));
      sheet_.formula(row + 1 + r, first_year + y, corrected ? product : sum_of(column, kind), of[r][y],
                     shown(book::pounds));
    }
    sheet_.formula(row + 1 + r, total_, "SUM(" + across(row + 1 + r, first_year, total_ - 1) + ")",
                   std::accumulate(of[r].begin(), of[r].end(), 0.0), shown(book::pounds, true));
  }
  const std::size_t net = row + 5, so_far = row + 6, discounted = row + 7, discounted_so_far = row + 8;
  sheet_.text(net, label, "Net saving of public money", bold);
  sheet_.text(so_far, label, "so far");
  sheet_.text(discounted, label, "Net saving, discounted", bold);
  sheet_.text(discounted_so_far, label, "so far, discounted");
  std::vector<double> nets, worth;
  double sum = 0, sum_of_worth = 0;
  for (std::size_t y = 0; y < years_; ++y) {
    const std::size_t column = first_year + y;
    nets.push_back(of[1][y] - of[0][y]);
    worth.push_back(nets.back() * inputs_.standard[y].value);
    sum += nets.back();
    sum_of_worth += worth.back();
    const auto add_up = [&](std::size_t to, std::size_t from, double value) {
      sheet_.formula(to, column, y == 0 ? cell(from, column) : cell(to, column - 1) + "+" + cell(from, column), value,
                     shown(book::pounds));
    };
    sheet_.formula(net, column, cell(row + 2, column) + "-" + cell(row + 1, column), nets.back(), shown(book::pounds));
    add_up(so_far, net, sum);
    sheet_.formula(discounted, column, cell(net, column) + "*" + cell(first_line_ - 4, column), worth.back(),
                   shown(book::pounds));
    add_up(discounted_so_far, discounted, sum_of_worth);
  }
  sheet_.formula(net, total_, "SUM(" + across(net, first_year, total_ - 1) + ")", sum, shown(book::pounds, true));
  sheet_.formula(discounted, total_, "SUM(" + across(discounted, first_year, total_ - 1) + ")", sum_of_worth,
                 shown(book::pounds, true));
  const std::size_t view = corrected ? 2 : 0;
  payback(view, row + 9, net, so_far, nets);
  payback(view + 1, row + 10, discounted, discounted_so_far, worth);
}

/// The year end at which what was saved has paid for what was spent, in parts of the year in which it does.
void ComparisonSheet::payback(std::size_t view, std::size_t row, std::size_t net_row, std::size_t so_far_row,
                              const std::vector<double>& net) {
  const std::optional<double> years = economics::payback(net);
  sheet_.text(row, label, view % 2 == 0 ? "Payback, years" : "Payback, discounted, years");
  bool paid = false;
  double sum = 0;
  for (std::size_t y = 0; y < years_; ++y) {
    const std::size_t column = first_year + y;
    sum += net[y];
    const bool now = !paid && sum >= 0;
    paid = paid || now;
    const std::string when =
        y == 0 ? "0" : fmt::format("{}-{}/{}", y, cell(so_far_row, column - 1), cell(net_row, column));
    const std::string first =
        y == 0 ? "" : fmt::format(",COUNT({})=0", fixed(row, first_year) + ":" + cell(row, column - 1));
    const std::string formula = fmt::format("IF(AND({}>=0{}),{},\"\")", cell(so_far_row, column), first, when);
    if (now)
      sheet_.formula(row, column, formula, *years, shown(book::decimals));
    else
      sheet_.formula(row, column, formula, std::string());
  }
  const std::string range = across(row, first_year, total_ - 1);
  const std::string formula = fmt::format("IF(COUNT({0})=0,\"{1}\",SUM({0}))", range, beyond);
  if (years)
    sheet_.formula(row, total_, formula, *years, shown(book::decimals, true));
  else
    sheet_.formula(row, total_, formula, std::string(beyond), bold);
  payback_[view] = {cell(row, total_), years};
}

void ComparisonSheet::figures(const Records& records) {
  const Simulated simulated(records, name());
  constexpr std::array<const char*, cba_views> views{"as simulated", "as simulated, discounted",
                                                     "corrected for optimism", "corrected, discounted"};
  sheet_.headings(figures_row - 1, {"", "Figure", "", "Unit"});
  sheet_.text(figures_row - 2, label, "Figures over all years", bold);
  for (std::size_t v = 0; v < cba_views; ++v) {
    const std::size_t live = role + 3 * v, beside = live + 1, apart = live + 2;
    sheet_.headings(figures_row - 2, {views[v], "", ""}, live);
    sheet_.headings(figures_row - 1, {"this sheet", "simulated", "difference"}, live);
    const std::string column = book::fixed_down(first_line_, last_line_, total_ + v);
    const CbaOfMeans::Figures& f = means_.figures[v];
    std::size_t row = figures_row;
    double most_apart = 0;
    const auto differs = [&](const std::string& formula, double difference, const std::string& format) {
      sheet_.formula(row, apart, formula, difference, shown(format));
      most_apart = std::max(most_apart, std::abs(difference));
    };
    const auto begin = [&](const char* figure, const char* unit) {
      sheet_.text(row, label, figure);
      sheet_.text(row, agency, unit);
      const double value = simulated.at(v, figure);
      const std::string format = std::string(unit) == "£"       ? book::pounds
                                 : std::string(unit) == "years" ? book::decimals
                                                                : "0.000";
      sheet_.number(row, beside, value, value_of(format));
      return value;
    };
    const auto money = [&](const char* figure, const std::string& formula, double value) {
      const double other = begin(figure, "£");
      sheet_.formula(row, live, formula, value, shown(book::pounds, true));
      if (std::isfinite(other)) differs(cell(row, live) + "-" + cell(row, beside), value - other, book::difference);
      ++row;
      return cell(row - 1, live);
    };
    const auto ratio = [&](const char* figure, const std::string& above, const std::string& below, double part,
                           double whole) {
      const double other = begin(figure, "£ a £");
      const std::string formula = fmt::format("IF({1}>0,({0})/({1}),\"–\")", above, below);
      if (whole > 0)
        sheet_.formula(row, live, formula, part / whole, shown("0.000", true));
      else
        sheet_.formula(row, live, formula, std::string("–"), bold);
      if (std::isfinite(other) && whole > 0)
        differs(fmt::format("IF(ISNUMBER({0}),{0}-{1},\"–\")", cell(row, live), cell(row, beside)),
                part / whole - other, "0.000000");
      ++row;
    };
    const std::string cost = money("cost", sum_of(column, Role::cost), f.cost);
    const std::string fiscal = money("fiscal benefit", sum_of(column, Role::fiscal), f.fiscal);
    const double cash_value = begin("of it cashable", "£");
    const std::string cash = cell(row, live);
    sheet_.number(row++, live, cash_value, value_of(book::pounds));
    const std::string transfers =
        money("of it transfers", sum_of(column, Role::fiscal, and_yes(after(transfer))), f.transfers);
    const std::string stopping =
        money("of it lines that stop", sum_of(column, Role::fiscal, and_yes(after(stops))), f.stops);
    const std::string economic = money("economic benefit", sum_of(column, Role::economic), f.economic);
    const std::string social = money("social benefit", sum_of(column, Role::social), f.social);
    const std::string public_cost = cost + "-" + sum_of(column, Role::cost, and_yes(after(transfer)));
    const std::string public_benefit = fiscal + "-" + transfers + "+" + economic + "+" + social;
    money("net present budget impact", cost + "-" + fiscal, f.cost - f.fiscal);
    money("cashable budget impact", cost + "-" + cash, f.cost - cash_value);
    money("net present public value", public_benefit + "-(" + public_cost + ")", f.public_benefit() - f.public_cost());
    ratio("financial return on investment", fiscal, cost, f.fiscal, f.cost);
    ratio("cashable return on investment", cash, cost, cash_value, f.cost);
    ratio("return on new money", fiscal + "-" + stopping, cost + "-" + stopping, f.fiscal - f.stops, f.cost - f.stops);
    ratio("public value benefit-cost ratio", public_benefit, public_cost, f.public_benefit(), f.public_cost());
    sheet_.text(row, label, "payback of the means");
    sheet_.text(row, agency, "years");
    if (payback_[v].years)
      sheet_.formula(row, live, payback_[v].at, *payback_[v].years, shown(book::decimals, true));
    else
      sheet_.formula(row, live, payback_[v].at, std::string(beyond), bold);
    ++row;
    sheet_.text(row, label, "check");
    check(row, apart, fmt::format("MAX({0},-MIN({0}))", book::down(figures_row, row - 2, apart)), most_apart);
  }
}

void ComparisonSheet::by_agencies(const Records& records) {
  struct Values {
    std::array<double, 3> of{};  ///< cost, benefit, cash
  };
  std::map<std::pair<std::string, std::string>, Values> simulated;
  for (std::size_t r = 0; r < records.size(); ++r)
    if (records.text(r, "comparison") == name())
      simulated[{records.text(r, "agency"), records.text(r, "year")}] = {
          {records.number(r, "cost"), records.number(r, "benefit"), records.number(r, "cashable")}};
  const auto value = [&](const std::string& who, const std::string& year, std::size_t which) {
    const auto found = simulated.find({who, year});
    return found == simulated.end() ? experiment::missing : found->second.of[which];
  };
  constexpr std::array<const char*, 4> blocks{"Cost of the new model, by agency", "Fiscal benefit, by agency",
                                              "Net saving, by agency",
                                              "Cash in the fiscal benefit, by agency (values)"};
  const std::size_t agencies = run_.agencies.size(), height = agencies + 3;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const std::size_t head = by_agency_ + b * height;
    sheet_.text(head, 0, blocks[b], bold);
    for (std::size_t y = 0; y < years_; ++y) sheet_.headings(head, {"£, year from " + run_.years[y]}, first_year + y);
    sheet_.headings(head,
                    b < 3 ? std::vector<std::string>{"£, all years", "simulated", "difference", "check"}
                          : std::vector<std::string>{"£, all years"},
                    total_);
    for (std::size_t a = 0; a <= agencies; ++a) {
      const bool all = a == agencies;
      const std::size_t row = head + 1 + a;
      const std::string who = all ? std::string(all_agencies) : run_.agencies[a];
      sheet_.number(row, agency_no, all ? 0 : static_cast<double>(a + 1), {.number = "0", .center = true});
      sheet_.text(row, agency, all ? "all agencies" : pathway::readable(who), {.bold = all});
      if (b == 3) {
        for (std::size_t y = 0; y <= years_; ++y)
          sheet_.number(row, first_year + y, value(who, y < years_ ? run_.years[y] : "", 2), value_of(book::pounds));
        continue;
      }
      const std::vector<double> cost = means_.by_year(run_, Role::cost, false, all ? no_index : a),
                                benefit = means_.by_year(run_, Role::fiscal, false, all ? no_index : a);
      double sum = 0;
      for (std::size_t y = 0; y < years_; ++y) {
        const std::size_t column = first_year + y;
        const double amount = b == 0 ? cost[y] : b == 1 ? benefit[y] : benefit[y] - cost[y];
        sum += amount;
        const std::string formula =
            all      ? fmt::format("SUM({}:{})", cell(head + 1, column), cell(row - 1, column))
            : b == 2 ? cell(row - height, column) + "-" + cell(row - 2 * height, column)
                     : sum_of(book::down(first_line_, last_line_, column), b == 0 ? Role::cost : Role::fiscal,
                              fmt::format(",{},{}", lines_of(agency_no), cell(row, agency_no)));
        sheet_.formula(row, column, formula, amount, shown(book::pounds, all));
      }
      sheet_.formula(row, total_, "SUM(" + across(row, first_year, total_ - 1) + ")", sum, shown(book::pounds, true));
      const double other = b < 2 ? value(who, "", b) : value(who, "", 1) - value(who, "", 0);
      sheet_.number(row, total_ + 1, other, value_of(book::pounds));
      if (!std::isfinite(other)) continue;
      sheet_.formula(row, total_ + 2, cell(row, total_) + "-" + cell(row, total_ + 1), sum - other,
                     shown(book::difference));
      check(row, total_ + 3, cell(row, total_ + 2), sum - other);
    }
  }
}

}  // namespace report::money_sheets
