#pragma once

#include "models/experiment.hpp"
#include "models/scenario/evidence.hpp"
#include "tools/results/sqlite.hpp"
#include "tools/results/validation.hpp"

#include <filesystem>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace results {

/// What results.sqlite holds.
struct Store {
  experiment::Results results;
  std::vector<std::pair<std::string, std::string>> meta;  ///< facts of the run by key, ascending; keys differ
  std::vector<scenario::Assumption> assumptions;
  std::vector<ValidationRow> validation;
  /// Of parameters drawn anew for each replication, the values by path; shape (replications). Else empty.
  std::map<std::string, std::vector<double>> drawn;
};

/// The label of the row that covers every counted year.
inline constexpr const char* whole_horizon = "whole horizon";

/// A file that is no store of results, or a damaged one.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Writes results.sqlite: tables meta(key, value), metric(id, name, unit, grp, definition), system(id, name,
/// is_baseline), row(id, label), replication(number), value(replication, system, row, metric, value), assumption,
/// validation and drawn(replication, path, value), and a view `measurement` that joins names to values. Ids are indices
/// into Results; a missing value has no line. Equal inputs give equal bytes. A single file, without journal or WAL
/// beside it. \param path   must not exist \param shown  the name for messages; path if empty \throws FolderError if it
/// cannot be written, std::invalid_argument if the values or those drawn do not fill their shape
void write_store(const std::filesystem::path& path, const Store& store, const std::filesystem::path& shown = {});

/// The table of assumptions, for every file that keeps them. \throws SqliteError
void create_assumptions(Database& database);
void write_assumptions(Database& database, const std::vector<scenario::Assumption>& assumptions);
/// \throws SqliteError, StoreError
std::vector<scenario::Assumption> read_assumptions(Database& database);

/// Reads it all back, missing values as NaN.
/// \throws StoreError naming the file
Store read_store(const std::filesystem::path& path);

}  // namespace results
