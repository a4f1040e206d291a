#include "tools/sweep/output.hpp"

#include "models/scenario/document.hpp"
#include "sim/summary.hpp"
#include "sim/tally.hpp"
#include "tools/publish.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/number.hpp"
#include "tools/results/read_sweep.hpp"
#include "tools/results/sqlite.hpp"
#include "tools/results/store.hpp"
#include "tools/stopwatch.hpp"
#include "tools/sweep/analyses.hpp"
#include "tools/sweep/claims.hpp"
#include "tools/sweep/outcomes.hpp"
#include "tools/sweep/printed.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <memory>
#include <utility>

namespace tools::sweeps {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_beside = 12;  ///< factors that are repeated on each line of a table

/// A file of the folder, written as it comes.
class Stream {
 public:
  Stream(const results::Folder& folder, const std::string& name)
      : shown_(folder.target() / name), file_(std::fopen((folder.path() / name).c_str(), "we")) {
    if (!file_) throw results::write_error(shown_, errno);
  }
  void operator<<(const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) throw results::write_error(shown_, errno);
  }
  void close() {
    if (std::fclose(file_.release()) != 0) throw results::write_error(shown_, errno);
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  fs::path shown_;
  std::unique_ptr<std::FILE, Close> file_;
};

std::string quoted_name(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

/// results.sqlite of a sweep: one line for each point, replication and system, a column for each metric.
class Table {
 public:
  Table(const fs::path& file, const Sweep& sweep, const Kept& kept, const results::Identity& identity,
        const std::vector<scenario::Assumption>& assumptions)
      : kept_(kept), database_(file, results::Database::Mode::create) {
    database_.execute(
        fmt::format("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA application_id={}; "
                    "PRAGMA user_version=1; BEGIN EXCLUSIVE;",
                    results::sweep_application));
    std::string columns, places;
    for (const auto& m : kept.metrics()) {
      columns += ", " + quoted_name(m.name) + " REAL";
      places += ", ?";
    }
    std::string factors;
    for (const std::string& f : sweep.points().factors) factors += ", " + quoted_name(f) + " TEXT NOT NULL";
    const bool wide = sweep.points().factors.size() < 1000;  // SQLite takes 2000 columns
    database_.execute(
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE metric(name TEXT PRIMARY KEY, unit TEXT NOT NULL, definition TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE outcome(point INTEGER NOT NULL, replication INTEGER NOT NULL, system TEXT NOT NULL" +
        columns + ", PRIMARY KEY(point, replication, system)) WITHOUT ROWID;" +
        (wide ? "CREATE TABLE point(point INTEGER PRIMARY KEY" + factors + ");"
              : "CREATE TABLE point(point INTEGER NOT NULL, factor TEXT NOT NULL, value TEXT NOT NULL, "
                "PRIMARY KEY(point, factor)) WITHOUT ROWID;"));
    results::create_assumptions(database_);
    results::Statement meta = database_.prepare("INSERT INTO meta VALUES(?, ?)");
    for (const auto& [key, value] : identity) meta.bind(0, key).bind(1, value).run();
    meta.bind(0, "title").bind(1, sweep.config().title).run();
    meta.bind(0, "baseline").bind(1, kept.systems()[kept.baseline()]).run();
    results::Statement metric = database_.prepare("INSERT INTO metric VALUES(?, ?, ?)");
    for (const auto& m : kept.metrics()) metric.bind(0, m.name).bind(1, m.unit).bind(2, m.definition).run();
    results::write_assumptions(database_, assumptions);
    const Points& points = sweep.points();
    for (std::size_t p = 0; p < points.size(); ++p) {
      if (wide) {
        std::string fields = "?";
        for (std::size_t f = 0; f < points.factors.size(); ++f) fields += ", ?";
        if (p == 0) point_ = database_.prepare("INSERT INTO point VALUES(" + fields + ")");
        point_->bind(0, static_cast<std::int64_t>(p));
        for (std::size_t f = 0; f < points.factors.size(); ++f)
          point_->bind(static_cast<int>(f) + 1, points.written.at(p, f));
        point_->run();
        continue;
      }
      if (p == 0) point_ = database_.prepare("INSERT INTO point VALUES(?, ?, ?)");
      for (std::size_t f = 0; f < points.factors.size(); ++f)
        point_->bind(0, static_cast<std::int64_t>(p)).bind(1, points.factors[f]).bind(2, points.written.at(p, f)).run();
    }
    outcome_ = database_.prepare("INSERT INTO outcome VALUES(?, ?, ?" + places + ")");
  }
  void add(std::size_t point, std::uint32_t replication, const std::vector<double>& values) {
    const std::size_t metrics = kept_.metrics().size();
    for (std::size_t s = 0; s < kept_.systems().size(); ++s) {
      outcome_->bind(0, static_cast<std::int64_t>(point))
          .bind(1, std::int64_t{replication})
          .bind(2, kept_.systems()[s]);
      for (std::size_t m = 0; m < metrics; ++m) outcome_->bind(static_cast<int>(m) + 3, values[s * metrics + m]);
      outcome_->run();
    }
  }
  void close() {
    outcome_.reset();
    point_.reset();
    database_.execute("COMMIT; PRAGMA journal_mode=DELETE;");
  }

 private:
  const Kept& kept_;
  results::Database database_;
  std::optional<results::Statement> outcome_, point_;
};

/// summary.csv or differences.csv, point by point.
class SummaryTable {
 public:
  SummaryTable(const results::Folder& folder, const std::string& name, const Sweep& sweep, const Kept& kept)
      : stream_(folder, name), points_(sweep.points()), kept_(kept), beside_(points_.factors.size() <= most_beside) {
    std::string header = "point";
    if (beside_)
      for (const std::string& factor : points_.factors) header += "," + results::csv_field(factor);
    stream_ << header + ",system,area,metric,unit,n,mean,ci_low,ci_high,p05,p50,p95\n";
  }
  void add(std::size_t point, const Column& column, const sim::Summary& s) {
    std::string line = std::to_string(point);
    if (beside_)
      for (std::size_t f = 0; f < points_.factors.size(); ++f)
        line += "," + results::csv_field(points_.written.at(point, f));
    const experiment::Metric& metric = kept_.metrics()[column.metric];
    using results::shortest;
    stream_ << line + "," +
                   results::csv_line({kept_.systems()[column.system], kept_.area(), metric.name, metric.unit,
                                      std::to_string(s.n), shortest(s.mean), shortest(s.ci_low), shortest(s.ci_high),
                                      shortest(s.p05), shortest(s.p50), shortest(s.p95)});
  }
  void close() { stream_.close(); }

 private:
  Stream stream_;
  const Points& points_;
  const Kept& kept_;
  bool beside_;
};

std::string compared(const Finding& f) {
  if (!f.against.empty()) return "difference to " + f.against;
  return f.difference ? "difference to the baseline" : "itself";
}

std::string sensitivity_csv(const std::vector<Finding>& findings) {
  std::string csv = "analysis,system,compared,metric,factor,statistic,value,ci_low,ci_high,label,level\n";
  for (const Finding& f : findings)
    csv += results::csv_line({f.analysis, f.system, compared(f), f.metric, f.factor, f.statistic,
                              results::shortest(f.value), results::shortest(f.ci_low), results::shortest(f.ci_high),
                              f.label, f.level});
  return csv;
}

}  // namespace

std::string design_csv(const Points& points) {
  std::string csv = "point";
  for (const std::string& factor : points.factors) csv += "," + results::csv_field(factor);
  csv += "\n";
  csv.reserve(csv.size() + points.written.letters() + points.size() * (points.factors.size() + 8));
  for (std::size_t p = 0; p < points.size(); ++p) {
    csv += std::to_string(p);
    for (std::size_t f = 0; f < points.factors.size(); ++f) csv += "," + results::csv_field(points.written.at(p, f));
    csv += "\n";
  }
  return csv;
}

results::Identity identity_of(const Sweep& sweep, const Kept& kept) {
  results::Identity identity =
      tools::identity_of(sweep.base(), scenario::to_yaml(sweep.base().resolved), sweep.draws_parameters());
  identity["design"] = results::sha256(design_csv(sweep.points()));
  identity["replications"] = std::to_string(sweep.replications());
  std::string names;
  for (const auto& metric : kept.metrics()) names += metric.name + "\n";
  identity["metrics"] = results::sha256(names);
  identity["sweep"] = results::sha256(sweep.config().resolved);
  return identity;
}

void describe(results::Manifest& manifest, const Sweep& sweep, const std::string& scenario_text) {
  tools::describe(manifest, sweep.base(), scenario_text);
  manifest.title = sweep.config().title;
  manifest.run = sweep.run();
  manifest.scenario_file = sweep.config().scenario;
  manifest.points = sweep.points().size();
}

void publish(const Sweep& sweep, const Kept& kept, results::Unfinished& work, const fs::path& target, bool complete,
             results::Manifest manifest, const OutputOptions& options) {
  const Stopwatch writing;
  const Points& points = sweep.points();
  const std::string scenario_text = scenario::to_yaml(sweep.base().resolved);
  manifest.experiment = work.store().identity();
  results::Folder folder(target, may_replace(target, manifest.experiment, options));
  OutcomeFile outcomes(folder.path() / "outcomes", columns_of(kept));
  Printed printed(sweep, kept);
  Claims claims(sweep, kept);
  Rivals rivals(sweep, kept);
  std::size_t n = 0;
  try {
    results::Identity identity = work.store().identity();
    identity.erase("shard");
    Table table(folder.path() / "results.sqlite", sweep, kept, identity, work.store().assumptions());
    SummaryTable summary(folder, "summary.csv", sweep, kept), differences(folder, "differences.csv", sweep, kept);
    const std::size_t metrics = kept.metrics().size();
    for (std::size_t p = 0; p < points.size(); ++p) {
      std::vector<std::vector<double>> values(outcomes.columns().size());
      work.store().each(static_cast<std::uint32_t>(p), [&](std::uint32_t number, const sim::Replicate& replicate) {
        if (number >= sweep.replications()) return;
        ++n;
        manifest.events += replicate.events;
        table.add(p, number, replicate.values);
        rivals.add(p, number, replicate.values);
        for (std::size_t c = 0; c < values.size(); ++c) {
          const Column& at = outcomes.columns()[c];
          const double own = replicate.values[at.system * metrics + at.metric];
          values[c].push_back(at.difference ? own - replicate.values[kept.baseline() * metrics + at.metric] : own);
        }
      });
      for (std::size_t c = 0; c < values.size(); ++c) {
        const Column& at = outcomes.columns()[c];
        const sim::Summary summarised = sim::summarise(values[c]);
        (at.difference ? differences : summary).add(p, at, summarised);
        printed.add(p, at, summarised);
        claims.add(p, at, summarised);
      }
      outcomes.add(values);
    }
    table.close();
    summary.close();
    differences.close();
  } catch (const results::SqliteError& error) {
    throw results::write_error(target / "results.sqlite", error.code == SQLITE_FULL ? ENOSPC
                                                          : error.system_error != 0 ? error.system_error
                                                                                    : EIO);
  }
  std::vector<Finding> findings = complete ? analyse(sweep, kept, outcomes) : std::vector<Finding>{};
  if (complete)
    for (Finding& finding : overtaking(sweep, kept, rivals)) findings.push_back(std::move(finding));
  folder.write("design.csv", design_csv(points));
  folder.write("sensitivity.csv", sensitivity_csv(findings));
  if (const std::string text = claims.csv(); !text.empty()) folder.write("claims.csv", text);
  folder.write("scenario.yaml", scenario_text);
  if (const std::string prices = sweep.base().prices(); !prices.empty()) folder.write("prices.csv", prices);
  folder.write("sweep.yaml", sweep.config().text);
  describe(manifest, sweep, scenario_text);
  manifest.command_line = options.command_line;
  manifest.replications_asked = static_cast<std::uint32_t>(points.size() * sweep.replications());
  manifest.replications_done = static_cast<std::uint32_t>(n);
  manifest.complete = complete;
  manifest.system_years = static_cast<double>(n) * sweep.base().system_years();
  manifest.write_seconds = writing.seconds();
  folder.write("manifest.json", results::manifest_json(manifest));
  const std::string warning = folder.publish();
  if (!warning.empty()) fmt::print(stderr, "wholeplace: {}\n", warning);
  if (complete && rivals.left_out() > 0)
    fmt::print(stderr,
               "wholeplace: where one option overtakes another is not looked for in the last {} of {} metrics, which "
               "would not fit in memory: name those that matter under metrics\n",
               rivals.left_out(), kept.metrics().size());
  if (complete) work.finish();
  if (options.quiet) return;
  fmt::print("{}\n{} points of {} replications, {}. Results: {}\n", printed.text(findings) + claims.text(),
             points.size(), sweep.replications(), results::how_it_came_about(manifest), folder.target().string());
}

}  // namespace tools::sweeps
