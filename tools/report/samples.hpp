#pragma once

#include "tools/report/inputs.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace report {

/// samples.csv: what each replication says of each system, by column.
class Samples {
 public:
  /// Nothing without the file, or without a line in it.
  static std::optional<Samples> of(const Inputs& inputs);

  /// \return by replication, in the order of the file; empty where there is no such system or column
  std::vector<double> values(const std::string& system, const std::string& column) const;
  const std::vector<double>& replications() const { return replications_; }
  const std::vector<std::string>& years() const { return years_; }      ///< first days, of the columns net.YEAR
  const std::vector<std::string>& effects() const { return effects_; }  ///< of the columns effect.NAME

 private:
  explicit Samples(const Records& records);

  const Records* records_;
  std::map<std::string, std::vector<std::size_t>> rows_;  ///< of each system
  std::vector<double> replications_;
  std::vector<std::string> years_, effects_;
};

/// Quantile of values that need not be sorted; NaN of none.
double quantile(std::vector<double> values, double p);
double mean(const std::vector<double>& values);

}  // namespace report
