#include "models/scenario/units.hpp"
#include "tools/quality/wording.hpp"
#include "tools/report/words.hpp"
#include "tools/report/workbook_tables.hpp"

#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace report::table_sheets {

namespace {

using book::Book;

constexpr const char* files_part = "Every number, from the files of the folder";

/// A CSV file as a table. \param wanted  rows; all of them without it
Table from_file(const std::string& name, const Records& file, const std::vector<Column>& columns,
                const std::function<bool(std::size_t)>& wanted = {}) {
  Table t{name, {}, {}};
  for (const Column& c : columns)
    if (file.has(c.key)) t.columns.push_back(c);
  for (std::size_t r = 0; r < file.size(); ++r) {
    if (wanted && !wanted(r)) continue;
    auto& row = t.rows.emplace_back();
    for (const Column& c : t.columns) {
      if (c.kind == Kind::text)
        row.emplace_back(file.text(r, c.key));
      else
        row.emplace_back(file.number(r, c.key));
    }
  }
  return t;
}

const std::vector<Column> estimate{{"n", "Replications", Kind::number},    {"mean", "Mean", Kind::number},
                                   {"ci_low", "95 % from", Kind::number},  {"ci_high", "95 % to", Kind::number},
                                   {"p05", "5 % lie below", Kind::number}, {"p50", "Median", Kind::number},
                                   {"p95", "95 % lie below", Kind::number}};

std::vector<Column> with_estimate(std::vector<Column> columns, const std::vector<Column>& after = {}) {
  columns.insert(columns.end(), estimate.begin(), estimate.end());
  columns.insert(columns.end(), after.begin(), after.end());
  return columns;
}

Table definitions(const Measures& summary) {
  Table t{"Definitions of metrics", {{"name", "Metric"}, {"unit", "Unit"}, {"definition", "What it is"}}, {}};
  for (const auto& metric : summary.metrics) t.rows.push_back({metric.name, metric.unit, readable(metric.definition)});
  return t;
}

Table assumptions(const std::vector<scenario::Assumption>& all) {
  Table t{"Assumptions, one by one",
          {{"description", "What it is"},
           {"belongs_to", "Belongs to"},
           {"systems", "Systems"},
           {"value", "Value"},
           {"low", "Likely from"},
           {"high", "Likely to"},
           {"status", "Status"},
           {"grade", "Grade", Kind::number},
           {"distribution", "Drawn from"},
           {"price_year", "Price year"},
           {"source", "Source"},
           {"rationale", "Why"},
           {"path", "Name in scenario.yaml"}},
          {}};
  const auto quantity = [](const std::optional<double>& value, scenario::Unit unit) {
    return value ? quality::quantity_text(*value, unit) : std::string();
  };
  for (const auto& a : all) {
    const std::string system = quality::system_of(a.path);
    t.rows.push_back({capital(a.description), quality::place_in_words(a.path),
                      system.empty() ? "every system" : readable(system), quantity(a.value, a.unit),
                      quantity(a.low, a.unit), quantity(a.high, a.unit), quality::status_in_words(a),
                      a.grade ? *a.grade : experiment::missing, a.distribution,
                      a.price_year ? std::to_string(*a.price_year) : std::string(), a.source, a.rationale, a.path});
  }
  return t;
}

/// Systems and comparisons of them by their names in words, and metrics, beside their names in the files.
Table read_easily(Table t, const Inputs& inputs) {
  std::set<std::string> metrics;
  if (const Measures* const summary = inputs.summary())
    for (const auto& metric : summary->metrics) metrics.insert(metric.name);
  for (std::size_t c = 0; c < t.columns.size(); ++c)
    if (const std::string& key = t.columns[c].key; key == "system" || key == "comparison")
      for (auto& row : t.rows) row[c] = readable(std::get<std::string>(row[c]));
  return in_words(std::move(t), metrics);
}

}  // namespace

void folder_tables(Book& book, const Inputs& inputs) {
  if (const Records* const file = inputs.records("cba_summary.csv"))
    sheet_of(book,
             read_easily(from_file("Spread of costs and benefits", *file,
                                   with_estimate({{"comparison", "Comparison"},
                                                  {"basis", "Basis"},
                                                  {"discounting", "Discounting"},
                                                  {"figure", "Figure"},
                                                  {"unit", "Unit"}},
                                                 {{"ratio_of_means", "Ratio of the means", Kind::number},
                                                  {"share", "Share of replications that have it", Kind::share}})),
                         inputs),
             "Costs and benefits as the replications give them",
             "Medians, percentiles and intervals are known replication by replication only: values, which no input of "
             "this workbook changes.",
             files_part);
  const auto& numbers = inputs.full_assumptions();  // they say which are settings
  if (!numbers.empty())
    sheet_of(book, assumptions(numbers), "Every number put in, with where it comes from and how far to trust it",
             "Grade 1 is the best evidence, 6 the weakest. Likely from and to: nine times in ten it lies between.",
             files_part);
  if (const Measures* const summary = inputs.summary())
    sheet_of(book, read_easily(definitions(*summary), inputs), "What every metric is", "", files_part);
  if (const Records* const file = inputs.records("validation.csv"); file && file->size() > 0)
    sheet_of(book,
             read_easily(from_file("Validation, all targets", *file,
                                   with_estimate({{"quantity", "Quantity"},
                                                  {"kind", "Kind"},
                                                  {"unit", "Unit"},
                                                  {"target", "Target", Kind::number},
                                                  {"low", "Target from", Kind::number},
                                                  {"high", "Target to", Kind::number}},
                                                 {{"verdict", "Verdict"}, {"source", "Source"}, {"note", "Note"}})),
                         inputs),
             "The baseline beside what was counted, target by target",
             "Targets marked fit were fitted; the others were not. Kind slope: a number of people that should stand "
             "still.",
             files_part);
  if (const Records* const file = inputs.records("differences.csv"); file && file->size() > 0 && !inputs.is_sweep())
    sheet_of(book,
             read_easily(from_file("Differences to the baseline", *file,
                                   with_estimate({{"system", "System"}, {"metric", "Metric"}, {"unit", "Unit"}}),
                                   [&](std::size_t r) {
                                     return file->text(r, "year").empty() && file->text(r, "group").empty();
                                   }),
                         inputs),
             "Each system less the baseline, paired by replication, over the whole period",
             "Years and groups stand in differences.csv.", files_part);
}

}  // namespace report::table_sheets
