#include "tools/report/shown_table.hpp"

#include "tools/report/words.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace report {

namespace {

std::size_t find(const Table& table, const std::string& key) {
  const auto has_key = [&](const Column& column) { return column.key == key; };
  return static_cast<std::size_t>(std::find_if(table.columns.begin(), table.columns.end(), has_key) -
                                  table.columns.begin());
}

/// What a column's key is about: "mean" for ci_low and ci_high, "wait" for wait_ci_low and wait_high.
std::string subject_of(std::string key) {
  for (const char* const end : {"low", "high"}) {
    if (key == std::string("ci_") + end) return "mean";
    for (const std::string& suffix : {std::string("_ci_") + end, std::string("_") + end})
      if (key.size() > suffix.size() && key.ends_with(suffix)) {
        key.erase(key.size() - suffix.size());
        return key;
      }
  }
  return key;
}

double value_at(const std::vector<Cell>& row, std::size_t c) {
  const double* const number = c < row.size() ? std::get_if<double>(&row[c]) : nullptr;
  return number == nullptr ? unknown : *number;
}

/// How a number is written that has an interval: with that many decimals. Empty if it has none.
std::string beside_interval(const Table& table, const std::vector<Cell>& row, std::size_t c) {
  const std::string subject = subject_of(table.columns[c].key);
  const double mean = value_at(row, find(table, subject));
  std::size_t low = find(table, subject == "mean" ? "ci_low" : subject + "_low");
  std::size_t high = find(table, subject == "mean" ? "ci_high" : subject + "_high");
  if (low == table.columns.size()) low = find(table, subject + "_ci_low"), high = find(table, subject + "_ci_high");
  const double half_width = (value_at(row, high) - value_at(row, low)) / 2;
  if (!std::isfinite(mean) || !std::isfinite(half_width) || half_width <= 0) return "";
  const Kind kind = table.columns[c].kind;
  const double unit = kind == Kind::share ? 100 : 1, value = std::get<double>(row[c]);
  const int decimals = results::decimals_for_interval(unit * mean, unit * half_width);
  if (kind == Kind::money) {
    std::string text = results::grouped(value, decimals == 1 ? 2 : std::min(decimals, 2));
    return text.insert(text.front() == '-' ? 1 : 0, "£");
  }
  return results::grouped(unit * value, std::max(decimals, 0)) + (kind == Kind::share ? " %" : "");
}

}  // namespace

std::vector<std::string> shown_row(const Table& table, const std::vector<Cell>& row) {
  if (row.size() != table.columns.size())
    throw std::logic_error(
        fmt::format("table \"{}\": a row of {} cells under {} columns", table.name, row.size(), table.columns.size()));
  std::vector<std::string> texts;
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (const auto* const text = std::get_if<std::string>(&row[c])) {
      texts.push_back(*text);
      continue;
    }
    const double value = std::get<double>(row[c]);
    const Kind kind = table.columns[c].kind;
    std::string text;
    if (std::isfinite(value) && kind != Kind::text) text = beside_interval(table, row, c);
    if (text.empty() && kind == Kind::money && std::isfinite(value) && std::abs(value) >= 999'500) {
      text = results::grouped(value, -4);  // in a column, pounds in full are compared more easily than millions
      text.insert(text.front() == '-' ? 1 : 0, "£");
    }
    texts.push_back(text.empty() ? shown(value, kind) : text);
  }
  return texts;
}

}  // namespace report
