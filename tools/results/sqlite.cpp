#include "tools/results/sqlite.hpp"

#include <sqlite3.h>

#include <cmath>
#include <limits>

namespace results {
namespace {

[[noreturn]] void fail(sqlite3* database, int code) {
  throw SqliteError(database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code), code & 0xFF,
                    database != nullptr ? sqlite3_system_errno(database) : 0);
}

}  // namespace

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }
void Statement::Finalise::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Database::Database(const std::filesystem::path& path, Mode mode) {
  const int flags = mode == Mode::create       ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                    : mode == Mode::read_write ? SQLITE_OPEN_READWRITE
                                               : SQLITE_OPEN_READONLY;
  sqlite3* opened = nullptr;
  // Whoever holds a database uses it from one thread at a time, so that its own locks would only take time.
  const int code = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(opened);  // even a failed open gives a handle, which carries the message
  if (code != SQLITE_OK) fail(opened, code);
  sqlite3_extended_result_codes(opened, 1);
  sqlite3_busy_timeout(opened, 10'000);  // milliseconds
}

void Database::execute(const std::string& sql) {
  if (const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
    fail(database_.get(), code);
}

std::int64_t Database::integer(std::string_view sql) {
  Statement query = prepare(sql);
  if (!query.step()) throw SqliteError("no row from " + std::string(sql), SQLITE_ERROR, 0);
  return query.integer(0);
}

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  sqlite3_stmt* prepared = nullptr;
  check(sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &prepared, nullptr));
  statement_.reset(prepared);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) fail(database_, code);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), parameter + 1, value));
  return *this;
}

Statement& Statement::bind(int parameter, double value) {
  check(sqlite3_bind_double(statement_.get(), parameter + 1, value));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view value) {
  // An empty view may have no address, which SQLite would take for NULL.
  check(sqlite3_bind_text(statement_.get(), parameter + 1, value.empty() ? "" : value.data(),
                          static_cast<int>(value.size()), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind(int parameter, std::span<const std::byte> value) {
  check(sqlite3_bind_blob64(statement_.get(), parameter + 1,
                            value.empty() ? "" : static_cast<const void*>(value.data()), value.size(),
                            SQLITE_TRANSIENT));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    const SqliteError error(sqlite3_errmsg(database_), code & 0xFF, sqlite3_system_errno(database_));
    sqlite3_reset(statement_.get());
    throw error;
  }
  check(sqlite3_reset(statement_.get()));
  return false;
}

void Statement::reset() { sqlite3_reset(statement_.get()); }  // repeats what the last step has thrown

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

double Statement::real(int column) const {
  return is_null(column) ? std::numeric_limits<double>::quiet_NaN() : sqlite3_column_double(statement_.get(), column);
}

std::string Statement::text(int column) const {
  const auto* const bytes = sqlite3_column_text(statement_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? "" : std::string(reinterpret_cast<const char*>(bytes), size);
}

std::span<const std::byte> Statement::bytes(int column) const {
  const auto* const bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement_.get(), column));
  return {bytes, bytes == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

}  // namespace results
