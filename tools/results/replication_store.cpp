#include "tools/results/replication_store.hpp"

#include "tools/results/folder.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <sys/resource.h>
#include <system_error>

namespace results {
namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "values are kept as they lie in memory");

constexpr std::int64_t application = 0x77706c72;  // "wplr"
constexpr std::int64_t format = 2;
// Short, so that of long replications each is safe at once; a commit takes some microseconds and no disk.
constexpr std::chrono::milliseconds between_commits{5};
// Exclusive, so that a second run is told, and so that no shared memory is needed, which network drives lack.
constexpr const char* one_writer =
    "PRAGMA busy_timeout = 500; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = NORMAL;";

constexpr const char* tables = R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outcome(point INTEGER NOT NULL, replication INTEGER NOT NULL, events INTEGER NOT NULL,
  value BLOB NOT NULL, series BLOB NOT NULL, PRIMARY KEY(point, replication));
)";

/// Why a write failed where SQLite does not say: it forgets errno when it rolls back. \return errno, or 0
int likely_reason(const fs::path& file) {
  std::error_code unknown;
  constexpr std::uintmax_t little = 1U << 16;
  if (const fs::space_info space = fs::space(file.parent_path(), unknown); !unknown && space.available < little)
    return ENOSPC;
  rlimit limit{};
  if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return 0;
  std::uintmax_t largest = 0;
  for (const char* suffix : {"", "-wal"})
    if (const std::uintmax_t size = fs::file_size(file.string() + suffix, unknown); !unknown)
      largest = std::max(largest, size);
  return largest + little > limit.rlim_cur ? EFBIG : 0;
}

std::string busy(const fs::path& file) { return file.string() + ": another run is writing to it"; }

[[noreturn]] void cannot_write(const fs::path& file, const SqliteError& error) {
  const int why = error.code == SQLITE_FULL ? ENOSPC
                  : error.system_error != 0 ? error.system_error
                                            : likely_reason(file);
  if (why != 0) throw write_error(file, why);
  throw FolderError(fmt::format("{}: {}", file.string(), error.what()));
}

}  // namespace

ReplicationStore::ReplicationStore(const fs::path& file, Database::Mode mode) : file_(file), database_(file, mode) {}

template <class Action>
void ReplicationStore::guarded(const Action& action) {
  try {
    action();
  } catch (const SqliteError& error) { cannot_write(file_, error); }
}

ReplicationStore ReplicationStore::create(const fs::path& file, const Identity& identity,
                                          const std::vector<scenario::Assumption>& assumptions) {
  try {
    ReplicationStore store(file, Database::Mode::create);
    store.database_.execute(one_writer);
    store.database_.execute("PRAGMA journal_mode = WAL");
    store.database_.execute("BEGIN IMMEDIATE");
    if (!store.is_blank()) throw StoreBusy(busy(file));
    store.database_.execute(tables);
    create_assumptions(store.database_);
    Statement meta = store.database_.prepare("INSERT INTO meta VALUES(?, ?)");
    for (const auto& [key, value] : identity) meta.bind(0, key).bind(1, value).run();
    write_assumptions(store.database_, assumptions);
    store.database_.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", application, format));
    store.database_.execute("COMMIT");
    store.identity_ = identity;
    return store;
  } catch (const SqliteError& error) {
    if (error.code == SQLITE_BUSY) throw StoreBusy(busy(file));
    cannot_write(file, error);
  }
}

bool ReplicationStore::is_blank() { return database_.integer("SELECT COUNT(*) FROM sqlite_master") == 0; }

void ReplicationStore::read_identity() {
  if (database_.integer("PRAGMA application_id") != application) throw StoreError("not a store of wholeplace");
  if (const std::int64_t version = database_.integer("PRAGMA user_version"); version != format)
    throw StoreError(fmt::format("written in format {}, this program reads format {}", version, format));
  for (Statement q = database_.prepare("SELECT key, value FROM meta"); q.step();) identity_[q.text(0)] = q.text(1);
}

std::optional<ReplicationStore> ReplicationStore::go_on(const fs::path& file) {
  try {
    ReplicationStore store(file, Database::Mode::read_write);
    store.database_.execute(one_writer);
    store.database_.execute("BEGIN IMMEDIATE; COMMIT");  // takes the lock
    if (store.is_blank()) return std::nullopt;
    store.read_identity();
    return store;
  } catch (const SqliteError& error) {
    if (error.code == SQLITE_BUSY) throw StoreBusy(busy(file));
    throw StoreError(fmt::format("{}: {}", file.string(), error.what()));
  } catch (const StoreError& error) { throw StoreError(fmt::format("{}: {}", file.string(), error.what())); }
}

ReplicationStore ReplicationStore::read(const fs::path& file) {
  try {
    ReplicationStore store(file, Database::Mode::read_only);
    store.read_identity();
    return store;
  } catch (const SqliteError& error) {
    throw StoreError(fmt::format("{}: {}", file.string(), error.what()));
  } catch (const StoreError& error) { throw StoreError(fmt::format("{}: {}", file.string(), error.what())); }
}

std::vector<scenario::Assumption> ReplicationStore::assumptions() { return read_assumptions(database_); }

template <class Action>
auto ReplicationStore::reading(const Action& action) {
  try {
    return action();
  } catch (const SqliteError& error) { throw StoreError(fmt::format("{}: {}", file_.string(), error.what())); }
}

void ReplicationStore::each_finished(const std::function<void(const Job&)>& visit) {
  reading([&] {
    Statement q = database_.prepare("SELECT point, replication FROM outcome ORDER BY point, replication");
    while (q.step()) visit({static_cast<std::uint32_t>(q.integer(0)), static_cast<std::uint32_t>(q.integer(1))});
  });
}

std::size_t ReplicationStore::count_finished() {
  return reading([&] { return static_cast<std::size_t>(database_.integer("SELECT COUNT(*) FROM outcome")); });
}

std::uint64_t ReplicationStore::count_events() {
  return reading(
      [&] { return static_cast<std::uint64_t>(database_.integer("SELECT COALESCE(SUM(events), 0) FROM outcome")); });
}

bool ReplicationStore::holds(const Job& job) {
  return reading([&] {
    if (!find_) find_ = database_.prepare("SELECT 1 FROM outcome WHERE point = ? AND replication = ?");
    const bool found = find_->bind(0, std::int64_t{job.point}).bind(1, std::int64_t{job.replication}).step();
    find_->reset();
    return found;
  });
}

void ReplicationStore::keep(const Job& job, const sim::Replicate& replicate) {
  guarded([&] {
    if (!insert_) insert_ = database_.prepare("INSERT INTO outcome VALUES(?, ?, ?, ?, ?)");
    if (!pending_) database_.execute("BEGIN IMMEDIATE");
    pending_ = true;
    insert_->bind(0, std::int64_t{job.point})
        .bind(1, std::int64_t{job.replication})
        .bind(2, static_cast<std::int64_t>(replicate.events))
        .bind(3, std::as_bytes(std::span(replicate.values)))
        .bind(4, std::span(replicate.series))
        .run();
  });
  if (std::chrono::steady_clock::now() - committed_ >= between_commits) commit();
}

void ReplicationStore::commit() {
  committed_ = std::chrono::steady_clock::now();
  if (!pending_) return;
  guarded([&] { database_.execute("COMMIT"); });
  pending_ = false;
}

void ReplicationStore::roll_back() noexcept {
  try {
    if (pending_) database_.execute("ROLLBACK");
  } catch (const SqliteError&) {
    // SQLite has done so already.
  }
  pending_ = false;
}

void ReplicationStore::each(std::uint32_t point, const std::function<void(std::uint32_t, sim::Replicate)>& visit) {
  reading([&] {
    if (!select_)
      select_ = database_.prepare(
          "SELECT replication, events, value, series FROM outcome WHERE point = ? ORDER BY replication");
    Statement& q = *select_;
    q.reset();  // the last visit may have thrown
    for (q.bind(0, std::int64_t{point}); q.step();) {
      const std::span<const std::byte> bytes = q.bytes(2);
      sim::Replicate replicate{std::vector<double>(bytes.size() / sizeof(double)),
                               static_cast<std::uint64_t>(q.integer(1))};
      if (!bytes.empty()) std::memcpy(replicate.values.data(), bytes.data(), replicate.values.size() * sizeof(double));
      const std::span<const std::byte> series = q.bytes(3);
      replicate.series.assign(series.begin(), series.end());
      visit(static_cast<std::uint32_t>(q.integer(0)), std::move(replicate));
    }
  });
}

void ReplicationStore::copy_to(const fs::path& file) {
  commit();
  try {
    database_.prepare("VACUUM INTO ?").bind(0, std::string_view(file.native())).run();
  } catch (const SqliteError& error) { cannot_write(file, error); }
}

std::vector<std::string> differences(const Identity& a, const Identity& b) {
  std::vector<std::string> lines;
  const auto of = [](const Identity& identity, const std::string& key) {
    const auto found = identity.find(key);
    return found == identity.end() ? std::string("nothing") : found->second;
  };
  Identity both = a;
  both.insert(b.begin(), b.end());
  for (const auto& [key, ignored] : both)
    if (of(a, key) != of(b, key)) lines.push_back(fmt::format("{}: {} and {}", key, of(a, key), of(b, key)));
  return lines;
}

}  // namespace results
