#pragma once

#include "models/experiment.hpp"
#include "models/scenario/evidence.hpp"
#include "sim/replications.hpp"
#include "tools/results/read_folder.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace abuse {
struct Loaded;
}
namespace network {
struct Loaded;
}

namespace report {

/// A CSV file of a result folder, by the names of its columns.
class Records {
 public:
  /// \throws results::StoreError naming the file if it has no header
  explicit Records(const std::filesystem::path& file);

  std::size_t size() const { return rows_.size(); }
  bool has(std::string_view column) const { return place_of(column) < names_.size(); }
  const std::vector<std::string>& columns() const { return names_; }  ///< in the order of the file
  /// \throws results::StoreError if there is no such column, or the row is too short for it
  const std::string& text(std::size_t row, std::string_view column) const;
  /// NaN for an empty cell. \throws as `text`, and for what is no number
  double number(std::size_t row, std::string_view column) const;

 private:
  /// \return the first column of that name; their number if there is none. There are few: quicker than a map.
  std::size_t place_of(std::string_view column) const;

  std::string file_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> rows_;
};

/// A line of summary.csv or differences.csv; NaN where there is nothing.
struct Measured {
  std::size_t n = 0;
  double mean, ci_low, ci_high, p05, p50, p95;
};

/// \return what a row says in the columns n, mean, ci_low, ci_high, p05, p50, p95. \throws as `Records::number`
Measured measured(const Records& records, std::size_t row);

/// summary.csv or differences.csv, for looking one figure up.
class Measures {
 public:
  explicit Measures(const Records& records);
  /// \param year  "2014-11-01", or "" for the whole period. \return null if there is none
  const Measured* find(const std::string& system, const std::string& metric, const std::string& year = "",
                       const std::string& group = "") const;
  /// The mean of it; NaN if there is none.
  double mean(const std::string& system, const std::string& metric, const std::string& year = "") const {
    const Measured* const found = find(system, metric, year);
    return found == nullptr ? experiment::missing : found->mean;
  }
  struct Metric {
    std::string name, unit, definition;  ///< definition: "" where the folder does not say
  };
  std::vector<Metric> metrics;      ///< for everybody or for a group, each name once, in the order of the file
  std::vector<std::string> groups;  ///< "" first
  std::vector<std::string> years;   ///< without ""

 private:
  /// Numbers of names, in the order in which they came.
  using Numbers = std::unordered_map<std::string, std::size_t>;
  Numbers systems_, metrics_, groups_, years_;
  /// Of a metric and a group, by system and period: the whole one first, then the years.
  std::unordered_map<std::size_t, std::vector<std::optional<Measured>>> found_;
};

/// A result folder of a run or a sweep as the report reads it. What is not there is null or empty, never an error: a
/// report says what is missing. Files are read when they are asked for, once; many threads may ask at a time.
class Inputs {
 public:
  /// \param threads  to read the largest files of a run with, at once
  /// \throws results::StoreError if it is no result folder, or a file in it is damaged
  explicit Inputs(const std::filesystem::path& folder, unsigned threads = 1);

  const results::Finished& finished() const { return finished_; }
  const nlohmann::json& manifest() const { return *manifest_; }
  const std::filesystem::path& folder() const { return folder_; }
  bool is_sweep() const { return finished_.points > 0; }
  bool drawn() const { return finished_.run == "parameters drawn"; }
  std::vector<std::string> others() const;  ///< systems but the baseline

  /// By name, "cba_summary.csv"; read once. \return null if the folder has none
  const Records* records(const std::string& name) const;
  /// Of a run; null of a sweep, whose tables have other columns.
  const Measures* summary() const;
  const Measures* differences() const;
  /// Every number of the scenario with its evidence, from results.sqlite; empty without it.
  const std::vector<scenario::Assumption>& assumptions() const;
  /// Numbers of the replications, ascending, from results.sqlite; empty without it, and for a sweep.
  std::vector<std::uint32_t> replications() const;
  /// What was drawn for each replication, by path, from results.sqlite; shape (replications), ascending. Empty without
  /// it, or by chance only.
  const std::map<std::string, std::vector<double>>& drawn_values() const;
  /// The scenario read and compiled once more, with the systems that were simulated; null if it is of the other model,
  /// or made by a version whose scenarios were written otherwise.
  const abuse::Loaded* abuse() const;
  const network::Loaded* network() const;
  bool can_read_scenario() const { return abuse() != nullptr || network() != nullptr; }
  /// Every number of that scenario with all that is said of it, of which results.sqlite keeps a part; as `assumptions`
  /// where it cannot be read.
  const std::vector<scenario::Assumption>& full_assumptions() const;

 private:
  /// The scenario compiled, by whichever model it is of.
  struct Compiled {
    std::shared_ptr<const abuse::Loaded> abuse;
    std::shared_ptr<const network::Loaded> network;
  };
  Compiled compile() const;
  const Compiled& compiled() const {
    return compiled_.get([this] { return compile(); });
  }
  std::optional<Measures> measures_of(const std::string& name) const;

  std::filesystem::path folder_;
  results::Finished finished_;
  std::shared_ptr<const nlohmann::json> manifest_;  ///< shared, since this can be done with a type that is only named
  mutable sim::Shelf<std::string, Records> records_;
  mutable sim::Once<std::optional<Measures>> summary_, differences_;
  mutable sim::Once<std::vector<scenario::Assumption>> assumptions_;
  mutable sim::Once<std::map<std::string, std::vector<double>>> drawn_values_;
  mutable sim::Once<Compiled> compiled_;
};

}  // namespace report
