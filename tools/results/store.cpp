#include "tools/results/store.hpp"

#include "tools/results/folder.hpp"
#include "tools/results/sqlite.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <memory>
#include <optional>
#include <string_view>

namespace results {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t application = 0x77706c63;  // "wplc", which tells our files from other people's
constexpr std::int64_t format = 1;
constexpr std::int64_t largest_table = 1'000'000'000;  // values; more than that is damage

constexpr const char* assumption_table = R"(
CREATE TABLE assumption(id INTEGER PRIMARY KEY, path TEXT NOT NULL, description TEXT NOT NULL, measure TEXT NOT NULL,
  unit TEXT NOT NULL, value REAL, low REAL, high REAL, distribution TEXT NOT NULL, source TEXT NOT NULL,
  status TEXT NOT NULL, grade INTEGER, price_year INTEGER, rationale TEXT NOT NULL, file TEXT, line INTEGER NOT NULL,
  "column" INTEGER NOT NULL, fit_low REAL, fit_high REAL);
)";

// The table of values has no key: there are tens of millions of them, and keeping a tree in order takes longer than all
// the rest of a result folder. They are written once, in order, and reading them back refuses what stands there twice.
constexpr const char* tables = R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE metric(id INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, grp TEXT NOT NULL,
  definition TEXT NOT NULL);
CREATE TABLE system(id INTEGER PRIMARY KEY, name TEXT NOT NULL, is_baseline INTEGER NOT NULL);
CREATE TABLE row(id INTEGER PRIMARY KEY, label TEXT NOT NULL);
CREATE TABLE replication(number INTEGER PRIMARY KEY);
CREATE TABLE value(replication INTEGER NOT NULL, system INTEGER NOT NULL, row INTEGER NOT NULL,
  metric INTEGER NOT NULL, value REAL NOT NULL);
CREATE TABLE validation(id INTEGER PRIMARY KEY, quantity TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL,
  target REAL, low REAL, high REAL, n INTEGER NOT NULL, mean REAL, ci_low REAL, ci_high REAL, p05 REAL, p50 REAL,
  p95 REAL, source TEXT NOT NULL, note TEXT NOT NULL, verdict TEXT NOT NULL);
CREATE TABLE drawn(replication INTEGER NOT NULL, path TEXT NOT NULL, value REAL NOT NULL,
  PRIMARY KEY(replication, path)) WITHOUT ROWID;
CREATE VIEW measurement AS
  SELECT value.replication AS replication, system.name AS system, row.label AS row, metric.grp AS grp,
    metric.name AS metric, metric.unit AS unit, value.value AS value
  FROM value JOIN system ON system.id = value.system JOIN row ON row.id = value.row
    JOIN metric ON metric.id = value.metric;
)";

/// Kinds of unit as the store writes them, in the order of the enumerators.
constexpr std::array<std::string_view, 7> measures = {"number", "count", "share",   "duration",
                                                      "rate",   "money", "caseload"};
static_assert(measures.size() == static_cast<std::size_t>(scenario::Unit::caseload) + 1);

void write_names(Database& database, const Store& store) {
  const experiment::Results& results = store.results;
  Statement meta = database.prepare("INSERT INTO meta VALUES(?, ?)");
  for (const auto& [key, value] : store.meta) meta.bind(0, key).bind(1, value).run();
  meta.bind(0, std::string_view("area")).bind(1, results.area).run();

  Statement metric = database.prepare("INSERT INTO metric VALUES(?, ?, ?, ?, ?)");
  std::int64_t id = 0;
  for (const experiment::Metric& m : results.metrics)
    metric.bind(0, id++).bind(1, m.name).bind(2, m.unit).bind(3, m.group).bind(4, m.definition).run();

  Statement system = database.prepare("INSERT INTO system VALUES(?, ?, ?)");
  for (std::size_t s = 0; s < results.systems.size(); ++s)
    system.bind(0, static_cast<std::int64_t>(s))
        .bind(1, results.systems[s])
        .bind(2, std::int64_t{s == results.baseline})
        .run();

  Statement row = database.prepare("INSERT INTO row VALUES(?, ?)");
  id = 0;
  for (const std::string& year : results.years) row.bind(0, id++).bind(1, year).run();
  row.bind(0, id).bind(1, std::string_view(whole_horizon)).run();

  Statement replication = database.prepare("INSERT INTO replication VALUES(?)");
  for (const std::uint32_t number : results.replications) replication.bind(0, std::int64_t{number}).run();
}

void write_values(Database& database, const experiment::Results& results) {
  Statement insert = database.prepare("INSERT INTO value VALUES(?, ?, ?, ?, ?)");
  for (std::size_t r = 0; r < results.replications.size(); ++r) {
    insert.bind(0, std::int64_t{results.replications[r]});
    for (std::size_t system = 0; system < results.systems.size(); ++system) {
      insert.bind(1, static_cast<std::int64_t>(system));
      for (std::size_t row = 0; row < results.rows(); ++row) {
        insert.bind(2, static_cast<std::int64_t>(row));
        for (std::size_t metric = 0; metric < results.metrics.size(); ++metric)
          if (const double value = results.at(r, system, row, metric); !std::isnan(value))
            insert.bind(3, static_cast<std::int64_t>(metric)).bind(4, value).run();
      }
    }
  }
}

Statement& bind_optional(Statement& statement, int parameter, std::optional<double> value) {
  return statement.bind(parameter, value.value_or(experiment::missing));
}

void write_validation(Database& database, const std::vector<ValidationRow>& rows) {
  Statement insert =
      database.prepare("INSERT INTO validation VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  std::int64_t id = 0;
  for (const ValidationRow& row : rows) {
    const sim::Summary& s = row.simulated;
    insert.bind(0, id++)
        .bind(1, row.quantity)
        .bind(2, row.kind)
        .bind(3, row.unit)
        .bind(4, row.target)
        .bind(5, row.low)
        .bind(6, row.high)
        .bind(7, static_cast<std::int64_t>(s.n))
        .bind(8, s.mean)
        .bind(9, s.ci_low)
        .bind(10, s.ci_high)
        .bind(11, s.p05)
        .bind(12, s.p50)
        .bind(13, s.p95)
        .bind(14, row.source)
        .bind(15, row.note)
        .bind(16, row.verdict)
        .run();
  }
}

void write_drawn(Database& database, const Store& store) {
  Statement insert = database.prepare("INSERT INTO drawn VALUES(?, ?, ?)");
  for (std::size_t r = 0; r < store.results.replications.size(); ++r)
    for (const auto& [path, values] : store.drawn)
      insert.bind(0, std::int64_t{store.results.replications[r]}).bind(1, path).bind(2, values[r]).run();
}

/// Where a number stands in an ascending list; nothing if it is not there.
std::optional<std::size_t> position(const std::vector<std::uint32_t>& numbers, std::int64_t number) {
  const auto at = std::lower_bound(numbers.begin(), numbers.end(), number);
  if (at == numbers.end() || *at != number) return std::nullopt;
  return static_cast<std::size_t>(at - numbers.begin());
}

void read_names(Database& database, Store& store) {
  experiment::Results& results = store.results;
  for (Statement q = database.prepare("SELECT key, value FROM meta ORDER BY key"); q.step();) {
    if (q.text(0) == "area")
      results.area = q.text(1);
    else
      store.meta.emplace_back(q.text(0), q.text(1));
  }
  const auto in_order = [](std::int64_t id, std::size_t expected) {
    if (id != static_cast<std::int64_t>(expected)) throw StoreError("ids have gaps");
  };
  for (Statement q = database.prepare("SELECT id, name, unit, grp, definition FROM metric ORDER BY id"); q.step();) {
    in_order(q.integer(0), results.metrics.size());
    results.metrics.push_back({.name = q.text(1), .unit = q.text(2), .group = q.text(3), .definition = q.text(4)});
  }
  std::size_t baselines = 0;
  for (Statement q = database.prepare("SELECT id, name, is_baseline FROM system ORDER BY id"); q.step();) {
    in_order(q.integer(0), results.systems.size());
    if (q.integer(2) != 0) {
      results.baseline = results.systems.size();
      ++baselines;
    }
    results.systems.push_back(q.text(1));
  }
  if (baselines != 1) throw StoreError("expected one baseline system");
  for (Statement q = database.prepare("SELECT id, label FROM row ORDER BY id"); q.step();) {
    in_order(q.integer(0), results.years.size());
    results.years.push_back(q.text(1));
  }
  if (results.years.empty() || results.years.back() != whole_horizon) throw StoreError("no row for the whole horizon");
  results.years.pop_back();
  for (Statement q = database.prepare("SELECT number FROM replication ORDER BY number"); q.step();)
    results.replications.push_back(static_cast<std::uint32_t>(q.integer(0)));
}

void read_values(Database& database, experiment::Results& results) {
  const std::size_t one = results.systems.size() * results.rows() * results.metrics.size();
  if (one != 0 && results.replications.size() > static_cast<std::size_t>(largest_table) / one)
    throw StoreError("too many values");
  results.values.assign(results.replications.size() * one, experiment::missing);
  for (Statement q = database.prepare("SELECT replication, system, row, metric, value FROM value"); q.step();) {
    const std::optional<std::size_t> r = position(results.replications, q.integer(0));
    const auto system = static_cast<std::size_t>(q.integer(1)), row = static_cast<std::size_t>(q.integer(2)),
               metric = static_cast<std::size_t>(q.integer(3));
    if (!r || system >= results.systems.size() || row >= results.rows() || metric >= results.metrics.size())
      throw StoreError("a value belongs to no replication, system, row or metric");
    double& value = results.values[results.index(*r, system, row, metric)];
    if (!std::isnan(value)) throw StoreError("a value stands there twice");
    value = q.real(4);
  }
}

std::optional<double> optional_real(const Statement& q, int column) {
  return q.is_null(column) ? std::nullopt : std::optional(q.real(column));
}

std::optional<int> optional_integer(const Statement& q, int column) {
  return q.is_null(column) ? std::nullopt : std::optional(static_cast<int>(q.integer(column)));
}

void read_validation(Database& database, std::vector<ValidationRow>& rows) {
  for (Statement q = database.prepare("SELECT quantity, kind, unit, target, low, high, n, mean, ci_low, ci_high, p05, "
                                      "p50, p95, source, note, verdict FROM validation ORDER BY id");
       q.step();)
    rows.push_back({.quantity = q.text(0),
                    .kind = q.text(1),
                    .unit = q.text(2),
                    .target = q.real(3),
                    .low = q.real(4),
                    .high = q.real(5),
                    .simulated = {.n = static_cast<std::size_t>(q.integer(6)),
                                  .mean = q.real(7),
                                  .ci_low = q.real(8),
                                  .ci_high = q.real(9),
                                  .p05 = q.real(10),
                                  .p50 = q.real(11),
                                  .p95 = q.real(12)},
                    .source = q.text(13),
                    .note = q.text(14),
                    .verdict = q.text(15)});
}

void read_drawn(Database& database, Store& store) {
  // Stores of earlier versions have no such table.
  if (database.integer("SELECT COUNT(*) FROM sqlite_master WHERE name = 'drawn'") == 0) return;
  const std::vector<std::uint32_t>& replications = store.results.replications;
  for (Statement q = database.prepare("SELECT replication, path, value FROM drawn"); q.step();) {
    const std::optional<std::size_t> r = position(replications, q.integer(0));
    if (!r) throw StoreError("a value was drawn for no replication");
    std::vector<double>& values = store.drawn[q.text(1)];
    values.resize(replications.size(), experiment::missing);
    values[*r] = q.real(2);
  }
}

}  // namespace

void create_assumptions(Database& database) { database.execute(assumption_table); }

void write_assumptions(Database& database, const std::vector<scenario::Assumption>& assumptions) {
  std::int64_t id = 0;
  for (const scenario::Assumption& a : assumptions) {
    // A new statement for each, so that what is not bound is NULL.
    Statement insert =
        database.prepare("INSERT INTO assumption VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(0, id++)
        .bind(1, a.path)
        .bind(2, a.description)
        .bind(3, measures[static_cast<std::size_t>(a.unit)])
        .bind(4, scenario::kept_in(a.unit))
        .bind(5, a.value);
    bind_optional(insert, 6, a.low);
    bind_optional(insert, 7, a.high);
    insert.bind(8, a.distribution).bind(9, a.source).bind(10, a.status);
    if (a.grade) insert.bind(11, std::int64_t{*a.grade});
    if (a.price_year) insert.bind(12, std::int64_t{*a.price_year});
    insert.bind(13, a.rationale);
    if (a.place.file) insert.bind(14, *a.place.file);
    insert.bind(15, std::int64_t{a.place.line}).bind(16, std::int64_t{a.place.column});
    bind_optional(insert, 17, a.fit_low);
    bind_optional(insert, 18, a.fit_high);
    insert.run();
  }
}

std::vector<scenario::Assumption> read_assumptions(Database& database) {
  std::vector<scenario::Assumption> assumptions;
  // Assumptions from one file share its name, as the loader has it.
  std::vector<std::shared_ptr<const std::string>> files;
  for (Statement q = database.prepare(
           "SELECT path, description, measure, value, low, high, distribution, source, status, grade, price_year, "
           "rationale, file, line, \"column\", fit_low, fit_high FROM assumption ORDER BY id");
       q.step();) {
    const auto measure = std::find(measures.begin(), measures.end(), q.text(2));
    if (measure == measures.end()) throw StoreError("an assumption of an unknown kind");
    std::shared_ptr<const std::string> file;
    if (!q.is_null(12)) {
      const std::string name = q.text(12);
      const auto known = std::find_if(files.begin(), files.end(), [&](const auto& f) { return *f == name; });
      file = known != files.end() ? *known : files.emplace_back(std::make_shared<const std::string>(name));
    }
    assumptions.push_back(
        {.path = q.text(0),
         .description = q.text(1),
         .unit = static_cast<scenario::Unit>(measure - measures.begin()),
         .value = q.real(3),
         .low = optional_real(q, 4),
         .high = optional_real(q, 5),
         .fit_low = optional_real(q, 15),
         .fit_high = optional_real(q, 16),
         .distribution = q.text(6),
         .source = q.text(7),
         .status = q.text(8),
         .grade = optional_integer(q, 9),
         .price_year = optional_integer(q, 10),
         .rationale = q.text(11),
         .place = {.file = file, .line = static_cast<int>(q.integer(13)), .column = static_cast<int>(q.integer(14))}});
  }
  return assumptions;
}

void write_store(const fs::path& path, const Store& store, const fs::path& shown) {
  const experiment::Results& results = store.results;
  if (results.values.size() !=
      results.replications.size() * results.systems.size() * results.rows() * results.metrics.size())
    throw std::invalid_argument("the values to store do not fill their shape");
  for (const auto& [name, values] : store.drawn)
    if (values.size() != results.replications.size())
      throw std::invalid_argument("the values drawn do not fill their shape");
  if (fs::exists(path)) throw write_error(path, EEXIST);
  try {
    Database database(path, Database::Mode::create);
    // The file is new and its folder is not published before it is whole and on the disk: no journal is needed.
    database.execute(
        fmt::format("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA application_id={}; "
                    "PRAGMA user_version={}; BEGIN EXCLUSIVE;",
                    application, format));
    database.execute(tables);
    create_assumptions(database);
    write_names(database, store);
    write_values(database, results);
    write_assumptions(database, store.assumptions);
    write_validation(database, store.validation);
    write_drawn(database, store);
    database.execute("COMMIT; PRAGMA journal_mode=DELETE;");
  } catch (const SqliteError& error) {
    const bool on_disk = error.code == SQLITE_FULL || error.code == SQLITE_IOERR || error.code == SQLITE_CANTOPEN ||
                         error.code == SQLITE_READONLY;
    if (!on_disk) throw std::logic_error(fmt::format("{}: {}", path.string(), error.what()));
    throw write_error(shown.empty() ? path : shown, error.code == SQLITE_FULL ? ENOSPC
                                                    : error.system_error != 0 ? error.system_error
                                                                              : EIO);
  }
}

Store read_store(const fs::path& path) {
  try {
    Database database(path, Database::Mode::read_only);
    if (database.integer("PRAGMA application_id") != application) throw StoreError("not a store of wholeplace");
    if (const std::int64_t version = database.integer("PRAGMA user_version"); version != format)
      throw StoreError(fmt::format("written in format {}, this program reads format {}", version, format));
    Store store;
    read_names(database, store);
    read_values(database, store.results);
    store.assumptions = read_assumptions(database);
    read_validation(database, store.validation);
    read_drawn(database, store);
    return store;
  } catch (const SqliteError& error) {
    throw StoreError(fmt::format("{}: {}", path.string(), error.what()));
  } catch (const StoreError& error) { throw StoreError(fmt::format("{}: {}", path.string(), error.what())); }
}

}  // namespace results
