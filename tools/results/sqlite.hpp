#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace results {

/// What SQLite said, with its result code and, for failed reads and writes, errno.
class SqliteError : public std::runtime_error {
 public:
  SqliteError(const std::string& message, int primary, int error_number)
      : std::runtime_error(message), code(primary), system_error(error_number) {}
  int code;          ///< primary result code: SQLITE_FULL, SQLITE_NOTADB, ...
  int system_error;  ///< errno, or 0
};

/// A prepared statement. Parameters and columns both count from 0. Every member throws SqliteError on failure.
class Statement {
 public:
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, double value);  ///< NaN is stored as NULL
  Statement& bind(int parameter, std::string_view value);
  Statement& bind(int parameter, std::span<const std::byte> value);

  /// Moves to the next row. \return false if there is none, after which the statement can be bound and used again
  bool step();
  /// Leaves off before the last row, so that the statement can be bound and used again.
  void reset();
  /// Runs a statement that yields no rows, and readies it for the next use.
  void run() { step(); }

  std::int64_t integer(int column) const;
  double real(int column) const;  ///< NaN for NULL
  std::string text(int column) const;
  std::span<const std::byte> bytes(int column) const;  ///< until the next step
  bool is_null(int column) const;

 private:
  friend class Database;
  Statement(sqlite3* database, std::string_view sql);
  void check(int code) const;
  struct Finalise {
    void operator()(sqlite3_stmt* statement) const;
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalise> statement_;
};

/// An open SQLite file, closed with its last owner.
class Database {
 public:
  enum class Mode { create, read_write, read_only };
  /// \throws SqliteError if it cannot be opened
  Database(const std::filesystem::path& path, Mode mode);

  /// Runs statements that need no parameters. \throws SqliteError
  void execute(const std::string& sql);
  /// The statement must not outlive the database. \throws SqliteError
  Statement prepare(std::string_view sql) { return Statement(database_.get(), sql); }
  /// The single value of a query, such as a pragma. \throws SqliteError
  std::int64_t integer(std::string_view sql);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace results
